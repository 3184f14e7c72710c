/** Tests of single parts of the API, in a server of their own. */
@NullMarked
package io.obt.server.http;

import org.jspecify.annotations.NullMarked;
