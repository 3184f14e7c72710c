/** The whole product as its users have it: processes started by {@code ./obt}, real HTTP, a real browser. */
@NullMarked
package io.obt.examples.endtoend;

import org.jspecify.annotations.NullMarked;
