/** The web page on the fleet: its files, and how they are served so that no name in them can ever run. */
@NullMarked
package io.obt.server.dashboard;

import org.jspecify.annotations.NullMarked;
