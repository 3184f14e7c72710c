/** OBT for Java programs: report the Ollama beside you to the fleet. */
@NullMarked
package io.obt.sdk;

import org.jspecify.annotations.NullMarked;
