/** Tests of a running server: over HTTP in this process, and as a process of its own. */
@NullMarked
package io.obt.server;

import org.jspecify.annotations.NullMarked;
