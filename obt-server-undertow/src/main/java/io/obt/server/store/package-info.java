/** The fleet in a file of the server's own. */
@NullMarked
package io.obt.server.store;

import org.jspecify.annotations.NullMarked;
