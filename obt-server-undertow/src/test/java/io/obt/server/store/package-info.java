/** Tests of the embedded store: the contract, its file, and how commits are shared. */
@NullMarked
package io.obt.server.store;

import org.jspecify.annotations.NullMarked;
