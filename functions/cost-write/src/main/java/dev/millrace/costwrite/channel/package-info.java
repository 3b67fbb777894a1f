/** The channel {@code usage}: usage that comes in batches from Kafka instead of one by one from the broker. */
@NullMarked
package dev.millrace.costwrite.channel;

import org.jspecify.annotations.NullMarked;
