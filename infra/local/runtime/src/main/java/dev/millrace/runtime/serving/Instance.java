package dev.millrace.runtime.serving;

import dev.millrace.runtime.process.FunctionProcess;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One instance and its requests in flight. Its {@link Revision} guards it with its lock. */
final class Instance {

    private static final SocketAddress NOWHERE = SocketAddress.inetSocketAddress(1, "127.0.0.1");

    private final Instant since;
    private Phase phase = Phase.STARTING;
    private @Nullable FunctionProcess process;
    private @Nullable Instant readySince;
    private SocketAddress address = NOWHERE;
    private int inFlight;

    Instance(Instant since) {
        this.since = since;
    }

    Phase phase() {
        return phase;
    }

    int inFlight() {
        return inFlight;
    }

    @Nullable
    FunctionProcess process() {
        return process;
    }

    /** Where it listens. Known once the process exists, so for every instance that is ready. */
    SocketAddress address() {
        return address;
    }

    void spawned(FunctionProcess started) {
        process = started;
        address = SocketAddress.inetSocketAddress(started.port(), "127.0.0.1");
    }

    void ready(Instant now) {
        phase = Phase.READY;
        readySince = now;
    }

    void drain() {
        phase = Phase.DRAINING;
    }

    void resume() {
        phase = Phase.READY;
    }

    void stopping() {
        phase = Phase.STOPPING;
    }

    void enter() {
        inFlight++;
    }

    void leave() {
        inFlight--;
    }

    /** Whether it took requests for so long that its end says nothing about the next start. */
    boolean provedItself(Instant before) {
        return readySince != null && readySince.isBefore(before);
    }

    /** Whether it became ready at that moment or after. */
    boolean isYoungerThan(Instant moment) {
        return readySince != null && !readySince.isBefore(moment);
    }

    ServiceStatus.InstanceStatus status() {
        return new ServiceStatus.InstanceStatus(
                phase, process == null ? 0 : process.pid(), process == null ? 0 : process.port(), since, inFlight);
    }
}
