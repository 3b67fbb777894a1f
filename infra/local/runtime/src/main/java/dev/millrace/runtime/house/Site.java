package dev.millrace.runtime.house;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a house stands.
 *
 * @param root the working copy with manifests and artifacts
 * @param data everything the house keeps
 * @param tenants the registry
 * @param port of the gateway on loopback; 0 lets the system choose
 */
public record Site(Path root, Path data, Path tenants, int port) {

    public Site {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        tenants = tenants.toAbsolutePath().normalize();
    }

    /** PostgreSQL's programs, which all houses of a user share. */
    Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("millrace/postgresql");
    }

    /** Who works for the tenants, beside their registry. */
    Path directory() {
        return tenants.resolveSibling("directory");
    }

    Path secrets() {
        return data.resolve("secrets");
    }
}
