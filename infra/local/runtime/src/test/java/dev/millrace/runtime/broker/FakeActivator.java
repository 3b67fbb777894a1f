package dev.millrace.runtime.broker;

import dev.millrace.runtime.serving.Activator;
import dev.millrace.runtime.serving.NoSeat;
import dev.millrace.runtime.serving.Seat;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Seats at subscribers that tests play. */
final class FakeActivator implements Activator {

    private final Map<String, SocketAddress> services = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    void serve(String service, SocketAddress address) {
        services.put(service, address);
        refusals.remove(service);
    }

    /** Gives no seat but this status. */
    void refuse(String service, int status) {
        refusals.put(service, status);
    }

    int openSeats() {
        return open.get();
    }

    @Override
    public Future<Seat> seat(String service, Duration patience) {
        Integer refusal = refusals.get(service);
        if (refusal != null) {
            return Future.failedFuture(new NoSeat(refusal, "as the test wishes"));
        }
        SocketAddress address = services.get(service);
        if (address == null) {
            return Future.failedFuture(new NoSeat(404, "there is no service " + service));
        }
        open.incrementAndGet();
        return Future.succeededFuture(new FakeSeat(address, open));
    }

    private static final class FakeSeat implements Seat {

        private final SocketAddress address;
        private final AtomicInteger open;
        private boolean closed;

        FakeSeat(SocketAddress address, AtomicInteger open) {
            this.address = address;
            this.open = open;
        }

        @Override
        public SocketAddress address() {
            return address;
        }

        @Override
        public boolean isCold() {
            return false;
        }

        @Override
        public void failed() {}

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
