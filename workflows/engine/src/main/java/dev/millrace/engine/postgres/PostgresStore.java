package dev.millrace.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.engine.store.Hosts;
import dev.millrace.engine.store.Instances;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Store;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The store on PostgreSQL 15 or newer, in the schema {@code engine}. It uses at most five connections: one writes, the
 * others read.
 */
public final class PostgresStore implements Store {

    private static final int CONNECTIONS = 5;

    private final HikariDataSource connections;
    private final PostgresHosts hosts;
    private final PostgresJournal journal;
    private final PostgresInstances instances;

    private PostgresStore(HikariDataSource connections) {
        var database = new Database(connections);
        this.connections = connections;
        this.hosts = new PostgresHosts(database);
        this.journal = new PostgresJournal(database);
        this.instances = new PostgresInstances(database);
    }

    /**
     * Opens a store; the server need not be there yet. Nothing is migrated.
     *
     * @param user null when the URL names one
     * @param password null when the URL has it or none is needed
     */
    public static PostgresStore open(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var config = new HikariConfig();
        config.setPoolName("engine");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(3).toMillis());
        config.setInitializationFailTimeout(-1);
        // A host that stalls in a transaction holds its licence's lock: not for longer than this.
        config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '4s'");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "millrace-engine");
        return new PostgresStore(new HikariDataSource(config));
    }

    /**
     * Brings the schema up to date, as its owner. A store never does this by itself.
     *
     * @param role the role that engines use; it exists
     */
    public static void migrate(String jdbcUrl, @Nullable String owner, @Nullable String password, String role) {
        Flyway.configure()
                .dataSource(jdbcUrl, owner, password)
                .schemas("engine")
                .locations("classpath:db/migration/engine")
                .placeholders(Map.of("role", role))
                .load()
                .migrate();
    }

    @Override
    public Hosts hosts() {
        return hosts;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Instances instances() {
        return instances;
    }

    @Override
    public void close() {
        connections.close();
    }
}
