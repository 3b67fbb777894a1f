package dev.millrace.runtime.serving;

import io.vertx.core.net.SocketAddress;

/** Room for one request in flight at one instance. Closing it twice is harmless. */
public interface Seat extends AutoCloseable {

    SocketAddress address();

    @Override
    void close();
}
