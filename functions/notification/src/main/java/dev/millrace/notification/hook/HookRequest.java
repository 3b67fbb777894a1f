package dev.millrace.notification.hook;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;

/** What is posted where. It may hold secrets: never logged. */
record HookRequest(URI address, Map<String, String> headers, Buffer body) {}
