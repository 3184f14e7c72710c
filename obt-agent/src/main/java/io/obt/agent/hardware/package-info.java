/** Finds out what this machine is made of and how busy it is; what cannot be found out is unknown, never 0. */
@NullMarked
package io.obt.agent.hardware;

import org.jspecify.annotations.NullMarked;
