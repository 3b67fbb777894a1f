/** Pipelines: the steps of a repository's YAML, run in a fresh checkout. */
@NullMarked
package dev.millrace.forge.build;

import org.jspecify.annotations.NullMarked;
