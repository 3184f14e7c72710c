/** Where a fleet is kept between two runs of the server. */
@NullMarked
package io.obt.store;

import org.jspecify.annotations.NullMarked;
