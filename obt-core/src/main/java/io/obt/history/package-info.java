/** What clients were in the past, from the events that are kept. */
@NullMarked
package io.obt.history;

import org.jspecify.annotations.NullMarked;
