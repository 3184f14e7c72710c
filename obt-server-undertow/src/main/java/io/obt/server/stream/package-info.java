/** Events as they happen, to whoever follows, at the reader's pace. */
@NullMarked
package io.obt.server.stream;

import org.jspecify.annotations.NullMarked;
