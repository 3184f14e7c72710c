/** Tests of export and import, as their user runs them. */
@NullMarked
package io.obt.server.move;

import org.jspecify.annotations.NullMarked;
