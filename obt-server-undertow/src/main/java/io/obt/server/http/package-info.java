/** The fleet over HTTP: one table of routes, handlers that translate, and one place where errors become answers. */
@NullMarked
package io.obt.server.http;

import org.jspecify.annotations.NullMarked;
