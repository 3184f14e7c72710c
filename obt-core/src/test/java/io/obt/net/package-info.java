/** A network that a test can break. */
@NullMarked
package io.obt.net;

import org.jspecify.annotations.NullMarked;
