/** Who calls, from where, and whether they may. */
@NullMarked
package io.obt.server.security;

import org.jspecify.annotations.NullMarked;
