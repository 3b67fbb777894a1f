package dev.millrace.runtime.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of the server, written before each start: what people change in it does not last, and a server
 * that was started with other settings is recognised.
 */
record ServerSettings(int port) {

    private static final String ACCESS = """
        # Written by Millrace at each start. Every role needs its password, and only this machine may come.
        host all all 127.0.0.1/32 scram-sha-256
        """;

    /** Whether the data directory already has exactly this configuration. */
    boolean areIn(Path cluster) throws IOException {
        Path file = cluster.resolve("postgresql.conf");
        return Files.exists(file) && Files.readString(file).equals(text());
    }

    void write(Path cluster) throws IOException {
        Files.writeString(cluster.resolve("postgresql.conf"), text());
        Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
    }

    private String text() {
        return """
            # Written by Millrace at each start.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''

            # Durable as in production: an event that was accepted survives a power failure.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # One server without replicas: the write-ahead log only has to survive a crash.
            wal_level = minimal
            max_wal_senders = 0
            max_logical_replication_workers = 0
            min_wal_size = 64MB
            max_wal_size = 512MB
            checkpoint_timeout = 15min

            # A laptop shared with functions: little memory, few helpers, short transactions.
            max_connections = 100
            shared_buffers = 64MB
            effective_cache_size = 512MB
            io_method = sync
            max_parallel_workers_per_gather = 0
            max_parallel_maintenance_workers = 0
            jit = off

            # Passwords are 256 random bits: stretching them would only slow each cold start.
            password_encryption = scram-sha-256
            scram_iterations = 1

            # A client that is gone or forgot its transaction must not hold locks.
            idle_in_transaction_session_timeout = 5min
            client_connection_check_interval = 10s

            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = warning
            log_line_prefix = '%%m [%%p] %%u '
            """.formatted(port);
    }
}
