package dev.millrace.runtime.journey;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.connect.Bridge;
import dev.millrace.runtime.connect.Connection;
import dev.millrace.runtime.connect.Connections;
import dev.millrace.runtime.connect.Door;
import dev.millrace.runtime.connect.Enrolment;
import dev.millrace.runtime.connect.Wish;
import dev.millrace.runtime.house.RunningFile;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Connects the forge's projects, and brings what happens there, as {@code millrace connect ado} does. */
public final class Postman implements AutoCloseable {

    /** Whose tickets they are. */
    public static final String TENANT = "chaos";

    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(5), 4, Duration.ofMillis(250), Duration.ofSeconds(2));

    private final Bridge bridge;
    private final Duration interval;
    private final Thread rounds;

    private Postman(Bridge bridge, Duration interval) {
        this.bridge = bridge;
        this.interval = interval;
        this.rounds = Thread.ofVirtual().name("postman").unstarted(this::goRound);
    }

    /**
     * What happens in the projects from now on is brought.
     *
     * @param interval between two looks
     */
    public static Postman start(SpawnedHouse house, SpawnedForge forge, List<String> projects, Duration interval)
            throws IOException {
        Team.write(house.tenants(), TENANT);
        var connections = new Connections(house.data());
        var enrolment = new Enrolment(
                new TenantFiles(house.tenants(), house.secrets().folder("hook-secrets")),
                house.secrets(),
                connections,
                InstantSource.system());
        var wish = new Wish(new TenantId(TENANT), HookKind.ADO, "ado", forge.ado(), projects, null);
        Connection connection = enrolment.enrol(wish, forge.token()).connection();
        CodeHost host =
                new CodeHosts(PATIENCE, Timing.REAL).open(wish.binding(), CodeHosts.token(HookKind.ADO, forge.token()));
        var door = new Door(
                () -> RunningFile.read(house.data()).map(RunningFile.Content::gateway),
                connection.door(),
                connection.kind(),
                enrolment.secret(connection));
        var bridge = new Bridge(connection, connections, host.hooks(), door, interval, Timing.REAL, sentence -> {});
        bridge.once();
        var postman = new Postman(bridge, interval);
        postman.rounds.start();
        return postman;
    }

    private void goRound() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                bridge.once();
                Thread.sleep(interval);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    @Override
    public void close() {
        rounds.interrupt();
    }
}
