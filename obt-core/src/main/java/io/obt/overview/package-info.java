/** A fleet as a person looks at it: what a list of clients can be narrowed by, who has which model, what needs attention. */
@NullMarked
package io.obt.overview;

import org.jspecify.annotations.NullMarked;
