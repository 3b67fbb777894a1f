package dev.millrace.costwrite.channel;

import io.vertx.core.buffer.Buffer;

/** A record that cannot be booked, now or later. */
record Refused(String topic, int partition, long position, Buffer value, String reason) {}
