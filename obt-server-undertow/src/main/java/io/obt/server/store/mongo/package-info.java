/** The fleet in a MongoDB: documents mapped by hand, written so that a late or repeated write does no harm. */
@NullMarked
package io.obt.server.store.mongo;

import org.jspecify.annotations.NullMarked;
