/** Each request as it is seen from outside: its number, how long it took, and its line in the access log. */
@NullMarked
package io.obt.server.traffic;

import org.jspecify.annotations.NullMarked;
