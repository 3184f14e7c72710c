/** What a model is: its name by Ollama's grammar, one client's inventory, and the difference between two. */
@NullMarked
package io.obt.model;

import org.jspecify.annotations.NullMarked;
