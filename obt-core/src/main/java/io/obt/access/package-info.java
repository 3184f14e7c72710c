/** Who may do what: tokens, the roles they carry, and the one service that hands them out and knows them again. */
@NullMarked
package io.obt.access;

import org.jspecify.annotations.NullMarked;
