/** The numbers that Prometheus reads. */
@NullMarked
package io.obt.server.metrics;

import org.jspecify.annotations.NullMarked;
