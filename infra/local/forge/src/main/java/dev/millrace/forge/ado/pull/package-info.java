/** Azure Repos: pull requests and policies. */
@NullMarked
package dev.millrace.forge.ado.pull;

import org.jspecify.annotations.NullMarked;
