/**
 * Keeps records of the model in memory and every change of them in an append-only file, forced to the disk before the
 * change is acknowledged.
 */
@NullMarked
package dev.millrace.forge.store;

import org.jspecify.annotations.NullMarked;
