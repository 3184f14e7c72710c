/** The commands that carry a fleet from one store to another. */
@NullMarked
package io.obt.server.move;

import org.jspecify.annotations.NullMarked;
