/** Who is at the other end of a connection: fingerprints of certificates, and what a caller goes by. */
@NullMarked
package io.obt.tls;

import org.jspecify.annotations.NullMarked;
