/** The agent that runs beside an Ollama, configured as commands are, and reports for it. */
@NullMarked
package io.obt.agent;

import org.jspecify.annotations.NullMarked;
