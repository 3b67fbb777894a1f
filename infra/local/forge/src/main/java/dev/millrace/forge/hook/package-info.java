/** Subscriptions, and deliveries that survive a crash and obey the vendor's rules of retrying and disabling. */
@NullMarked
package dev.millrace.forge.hook;

import org.jspecify.annotations.NullMarked;
