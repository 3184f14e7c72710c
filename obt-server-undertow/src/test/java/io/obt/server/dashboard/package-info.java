/** Tests of how the dashboard is served, and of what can be told from its files without a browser. */
@NullMarked
package io.obt.server.dashboard;

import org.jspecify.annotations.NullMarked;
