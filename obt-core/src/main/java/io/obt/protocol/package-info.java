/** What crosses the wire: one record a message, and the one JSON mapper that reads and writes them. */
@NullMarked
package io.obt.protocol;

import org.jspecify.annotations.NullMarked;
