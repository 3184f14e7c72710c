/**
 * A simulated Ollama: it speaks Ollama's HTTP protocol over real sockets and can be made to fail in every way a real one
 * does, but it holds no weights, computes nothing and invents every size, digest and sentence it gives out.
 */
@NullMarked
package io.obt.examples.ollama;

import org.jspecify.annotations.NullMarked;
