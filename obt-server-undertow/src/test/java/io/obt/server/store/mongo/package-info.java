/** Tests of the store in a MongoDB. */
@NullMarked
package io.obt.server.store.mongo;

import org.jspecify.annotations.NullMarked;
