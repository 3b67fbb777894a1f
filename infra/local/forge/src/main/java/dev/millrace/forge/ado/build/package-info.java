/** Azure Pipelines: builds, definitions and runs. */
@NullMarked
package dev.millrace.forge.ado.build;

import org.jspecify.annotations.NullMarked;
