/** Tests of the event stream with a log of their own. */
@NullMarked
package io.obt.server.stream;

import org.jspecify.annotations.NullMarked;
