/** Server and agents in one program: for the Ollama of this machine, or with a fleet that is simulated and says so. */
@NullMarked
package io.obt.examples.demo;

import org.jspecify.annotations.NullMarked;
