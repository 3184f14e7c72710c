/** A server for one fleet: the core, a store, HTTP and the dashboard, put together and started. */
@NullMarked
package io.obt.server;

import org.jspecify.annotations.NullMarked;
