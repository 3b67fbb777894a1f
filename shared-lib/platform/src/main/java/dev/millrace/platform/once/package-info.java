/**
 * Exactly-once effects out of at-least-once deliveries: a function remembers by (tenant, source, id) what it answered.
 * The same id with other content is refused.
 */
@NullMarked
package dev.millrace.platform.once;

import org.jspecify.annotations.NullMarked;
