/** A small service of somebody's own, with OBT's agent inside. */
@NullMarked
package io.obt.examples.embedded;

import org.jspecify.annotations.NullMarked;
