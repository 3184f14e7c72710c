/** What we ask of an Ollama, and what its answers mean, with every quirk of every version since 0.1. */
@NullMarked
package io.obt.sdk.ollama;

import org.jspecify.annotations.NullMarked;
