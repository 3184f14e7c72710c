/** Where time comes from, so that everything that reads it can be handed another. */
@NullMarked
package io.obt.time;

import org.jspecify.annotations.NullMarked;
