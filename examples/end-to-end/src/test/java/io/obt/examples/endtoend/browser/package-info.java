/** The dashboard as its readers have it: real Chromium, a real server in this process, real agents. */
@NullMarked
package io.obt.examples.endtoend.browser;

import org.jspecify.annotations.NullMarked;
