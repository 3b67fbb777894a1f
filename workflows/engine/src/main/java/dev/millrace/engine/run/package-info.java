/** The host: keeps the instances of its shards moving, one writer for all of their transitions. */
@NullMarked
package dev.millrace.engine.run;

import org.jspecify.annotations.NullMarked;
