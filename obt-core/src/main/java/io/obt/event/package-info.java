/** What happened in the fleet, numbered, kept and followed. */
@NullMarked
package io.obt.event;

import org.jspecify.annotations.NullMarked;
