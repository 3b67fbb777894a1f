package dev.millrace.runtime.connect;

import dev.millrace.runtime.process.RuntimeLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The connections of a data directory: a folder each, with its description and its progress. */
public final class Connections {

    private static final String FILE = "connection.json";

    private final Path folder;

    /** @param data directory of the platform */
    public Connections(Path data) {
        this.folder = data.toAbsolutePath().normalize().resolve("connections");
    }

    /** Ordered by name. */
    public List<Connection> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var folders = Files.list(folder)) {
            return folders.sorted()
                    .flatMap(each -> read(each.resolve(FILE)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    public Optional<Connection> find(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<Connection> read(Path file) {
        return new DurableFile(file).read().map(text -> Json.read(text, Connection.class, file));
    }

    /**
     * @return whether anything is new
     * @throws IllegalArgumentException when two connections would have one name
     */
    boolean save(Connection connection) {
        Optional<Connection> before = find(connection.name());
        if (before.filter(connection::equals).isPresent()) {
            return false;
        }
        if (before.filter(known -> !known.tenant().equals(connection.tenant())).isPresent()) {
            throw new IllegalArgumentException("The tenant '" + before.get().tenant() + "' has a connection '"
                    + connection.name() + "' already: name this host otherwise with --host");
        }
        new DurableFile(of(connection).resolve(FILE)).write(Json.write(connection));
        return true;
    }

    public Progress progress(Connection connection) {
        return ProgressFile.in(of(connection)).get();
    }

    ProgressFile progressFile(Connection connection) {
        return ProgressFile.in(of(connection));
    }

    /**
     * The right to be the only process that polls a connection, or that removes it.
     *
     * @throws IllegalStateException when another process has it; the message names that process
     */
    public RuntimeLock lock(Connection connection) {
        return RuntimeLock.take(
                of(connection),
                holder -> "The connection " + connection.name() + " is in use by process " + holder
                        + ". Stop that one first.");
    }

    /** Forgets a connection with its progress. */
    void delete(Connection connection) {
        try (var files = Files.walk(of(connection))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(of(connection) + " cannot be deleted", e);
        }
    }

    private Path of(Connection connection) {
        return folder.resolve(connection.name());
    }
}
