/** What was logged, for tests that care. */
@NullMarked
package io.obt.log;

import org.jspecify.annotations.NullMarked;
