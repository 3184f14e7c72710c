/** The log of changes: who did what to which, from where, and how it ended; only ever added to. */
@NullMarked
package io.obt.audit;

import org.jspecify.annotations.NullMarked;
