/** The fleet's models: which client has which digest, installed or loaded, and where one name drifts. */
@NullMarked
package io.obt.catalog;

import org.jspecify.annotations.NullMarked;
