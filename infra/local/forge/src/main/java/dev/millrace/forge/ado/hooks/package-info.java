/** Service hooks: subscriptions and what they are told. */
@NullMarked
package dev.millrace.forge.ado.hooks;

import org.jspecify.annotations.NullMarked;
