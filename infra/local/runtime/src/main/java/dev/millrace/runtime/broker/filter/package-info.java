/** The filters of a Trigger, compiled once from the manifest into predicates on events. */
@NullMarked
package dev.millrace.runtime.broker.filter;

import org.jspecify.annotations.NullMarked;
