package dev.millrace.runtime.serving;

import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A seat at an instance. It outlives a crash: its request then fails by itself. */
final class InstanceSeat implements Seat {

    private final Revision revision;
    private final Instance instance;
    private final SocketAddress address;
    private final boolean cold;
    private final long since = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean failed;

    InstanceSeat(Revision revision, Instance instance, boolean cold) {
        this.revision = revision;
        this.instance = instance;
        this.address = instance.address();
        this.cold = cold;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public boolean isCold() {
        return cold;
    }

    @Override
    public void failed() {
        failed = true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            revision.standUp(instance, Duration.ofNanos(System.nanoTime() - since), failed);
        }
    }
}
