/** Tests of who calls and from where. */
@NullMarked
package io.obt.server.security;

import org.jspecify.annotations.NullMarked;
