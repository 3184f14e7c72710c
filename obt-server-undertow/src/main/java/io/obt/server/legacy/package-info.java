/** The first OBT's Python client, whose calls become those of any other agent. */
@NullMarked
package io.obt.server.legacy;

import org.jspecify.annotations.NullMarked;
