package dev.millrace.runtime.house;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.postgres.Credentials;
import dev.millrace.runtime.postgres.Databases;
import dev.millrace.runtime.postgres.Migration;
import dev.millrace.runtime.postgres.Migrations;
import dev.millrace.runtime.postgres.PostgresBinaries;
import dev.millrace.runtime.postgres.PostgresServer;
import dev.millrace.runtime.postgres.Schema;
import dev.millrace.runtime.process.Artifacts;
import dev.millrace.runtime.process.BuiltArtifacts;
import dev.millrace.runtime.process.FunctionEnvironment;
import dev.millrace.runtime.process.JavaLaunches;
import dev.millrace.runtime.process.LocalVolumes;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.process.RuntimeLock;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What functions stand on: the locked data directory without leftovers, the migrated database, secrets, and how to
 * launch a function. Building it costs most of the start.
 */
final class Foundation implements AutoCloseable {

    private static final Duration LEFTOVERS_GRACE = Duration.ofSeconds(5);
    private static final int BROKER_CONNECTIONS = 4;
    private static final Schema BROKER = new Schema("broker");
    private static final Schema CONTENT = new Schema("content");
    private static final Schema ENGINE = new Schema("engine");

    /** The service that carries the engine, and its migrations. */
    private static final String WORKFLOWS = "workflows-host";

    private final Site site;
    private final Blueprint blueprint;
    private final RuntimeLock lock;
    private final SecretStore secrets;
    private final PostgresServer postgres;
    private final Databases databases;
    private final Artifacts artifacts;
    private final ProcessTable processes;
    private final Ports ports = new Ports(new SecureRandom());

    private Foundation(Site site, Blueprint blueprint, RuntimeLock lock) throws IOException {
        this.site = site;
        this.blueprint = blueprint;
        this.lock = lock;
        this.secrets = new SecretStore(site.secrets(), new SecureRandom());
        this.postgres = new PostgresServer(site.data(), new PostgresBinaries(site.cache()), secrets, ports);
        this.databases = new Databases(postgres, secrets);
        this.artifacts = BuiltArtifacts.of(site.root());
        this.processes = ProcessTable.open(site.data());
    }

    /** Lays the foundation; each step is told before it is done. */
    static Foundation lay(Site site, Blueprint blueprint, Progress progress)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(site.tenants());
        Files.createDirectories(site.directory());
        RuntimeLock lock = RuntimeLock.take(site.data());
        try {
            var foundation = new Foundation(site, blueprint, lock);
            foundation.build(progress);
            return foundation;
        } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void build(Progress progress) throws IOException, InterruptedException, SQLException {
        List<Long> ended = processes.endLeftovers(LEFTOVERS_GRACE);
        if (!ended.isEmpty()) {
            progress.note("ended " + ended.size() + " processes that an earlier run left behind");
        }
        progress.step("PostgreSQL");
        postgres.start();
        try {
            progress.step("migrations");
            migrate();
        } catch (IOException | SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private void migrate() throws IOException, SQLException {
        List<Schema> functions = blueprint.services().stream()
                .map(ServiceManifest::name)
                .map(Schema::new)
                .toList();
        List<Schema> all = new ArrayList<>(functions);
        all.add(BROKER);
        all.add(CONTENT);
        all.add(ENGINE);
        databases.provision(all);
        List<Migration> migrations = new ArrayList<>();
        migrations.add(Migration.ofRuntime(BROKER));
        migrations.add(Migration.ofContent(artifacts.folder(functions.getFirst().function()), functions));
        for (Schema function : functions) {
            migrations.add(Migration.ofFunction(function, artifacts.folder(function.function())));
        }
        migrations.add(Migration.ofFunction(ENGINE, artifacts.folder(WORKFLOWS), List.of("db/migration/engine")));
        new Migrations(postgres, databases).run(migrations);
    }

    /** The broker's connections. They give up soon, because senders wait for the answer. */
    HikariDataSource brokerPool() {
        Credentials credentials = databases.credentials(BROKER);
        var config = new HikariConfig();
        config.setPoolName("broker");
        config.setJdbcUrl(credentials.jdbcUrl() + "?reWriteBatchedInserts=true&tcpKeepAlive=true&socketTimeout=30");
        config.setUsername(credentials.username());
        config.setPassword(credentials.password());
        config.setMaximumPoolSize(BROKER_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private Map<String, Path> configMaps() {
        Path settings = site.root().resolve("infra/knative");
        return Map.of(
                "tenants", site.tenants(),
                "directory", site.directory(),
                "models", settings.resolve("models"),
                "prices", settings.resolve("prices"),
                "gateway", gatewayConfig());
    }

    /** How functions are started. */
    JavaLaunches launches(URI sink) {
        var volumes = new LocalVolumes(configMaps(), secrets, site.data().resolve("scratch"));
        return new JavaLaunches(
                artifacts,
                new FunctionEnvironment(
                        System.getenv(),
                        Path.of(System.getProperty("java.home")),
                        volumes,
                        blueprint.bindings(),
                        Map.of(blueprint.topology().broker(), sink)),
                site.data().resolve("logs"));
    }

    /** Lets functions know where people reach them. */
    void tell(URI gateway) throws IOException {
        Files.createDirectories(gatewayConfig());
        Files.writeString(gatewayConfig().resolve("address"), gateway.toString());
        // Tenants and platform are one person's here, so webhooks may go to this machine.
        Files.writeString(gatewayConfig().resolve("loopback"), "true");
    }

    private Path gatewayConfig() {
        return site.data().resolve("config/gateway");
    }

    SecretStore secrets() {
        return secrets;
    }

    Blueprint blueprint() {
        return blueprint;
    }

    ProcessTable processes() {
        return processes;
    }

    PostgresServer postgres() {
        return postgres;
    }

    Ports ports() {
        return ports;
    }

    String operatorToken() {
        return secrets.get("operator", "token");
    }

    @Override
    public void close() {
        try (lock) {
            postgres.close();
        } catch (IOException e) {
            System.getLogger(Foundation.class.getName())
                    .log(System.Logger.Level.WARNING, "PostgreSQL did not stop cleanly; the next start mends it", e);
        }
    }
}
