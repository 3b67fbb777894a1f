/** The stand-in as a server: what a platform without a real model asks instead. */
@NullMarked
package dev.millrace.model;

import org.jspecify.annotations.NullMarked;
