/** Other people's text, made fit to be shown. */
@NullMarked
package io.obt.text;

import org.jspecify.annotations.NullMarked;
