/** Which clients exist and which are alive: registering, reporting, leaving, and being missed. */
@NullMarked
package io.obt.registry;

import org.jspecify.annotations.NullMarked;
