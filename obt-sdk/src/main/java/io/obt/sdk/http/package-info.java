/** HTTP that ends: every exchange is bounded in time and in size, whatever the other side does. */
@NullMarked
package io.obt.sdk.http;

import org.jspecify.annotations.NullMarked;
