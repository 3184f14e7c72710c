/** How a command of ours is configured: flag over environment over .env over default. */
@NullMarked
package io.obt.settings;

import org.jspecify.annotations.NullMarked;
