package dev.millrace.runtime.serving;

import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/** A seat at an instance. It outlives a crash: its request then fails by itself. */
final class InstanceSeat implements Seat {

    private final Revision revision;
    private final Instance instance;
    private final SocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();

    InstanceSeat(Revision revision, Instance instance) {
        this.revision = revision;
        this.instance = instance;
        this.address = instance.address();
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            revision.standUp(instance);
        }
    }
}
