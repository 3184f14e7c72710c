/** The fleet from the command line: one class a command, plain text for people and JSON for scripts. */
@NullMarked
package io.obt.cli;

import org.jspecify.annotations.NullMarked;
