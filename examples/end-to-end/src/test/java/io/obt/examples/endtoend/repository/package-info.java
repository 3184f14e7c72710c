/** What holds for the repository as a whole: which package may know which, and what {@code ./obt} does. */
@NullMarked
package io.obt.examples.endtoend.repository;

import org.jspecify.annotations.NullMarked;
