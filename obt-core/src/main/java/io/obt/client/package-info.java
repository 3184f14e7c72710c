/** What a client is: a machine with an Ollama, known to the server by its client id. */
@NullMarked
package io.obt.client;

import org.jspecify.annotations.NullMarked;
