package dev.millrace.runtime.serving;

import io.vertx.core.net.SocketAddress;

/** Room for one request in flight at one instance. Closing it twice is harmless. */
public interface Seat extends AutoCloseable {

    SocketAddress address();

    /** Whether the request waited for this instance to start. */
    boolean isCold();

    /** The request came to nothing, or was answered as an error: it is counted as one. */
    void failed();

    @Override
    void close();
}
