package dev.millrace.modeldispatch.upstream;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request as the far side wants it.
 *
 * @param path on the upstream's host, with the query
 */
public record Outgoing(String path, Map<String, String> headers, Buffer body, boolean stream) {}
