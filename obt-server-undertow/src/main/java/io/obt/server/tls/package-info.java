/** The server's certificate: where it comes from, and that a new one is used without a restart. */
@NullMarked
package io.obt.server.tls;

import org.jspecify.annotations.NullMarked;
