package dev.millrace.platform.tenancy;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.platform.config.LiveFile;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The tenants' team directories: {@code <tenant>.yaml} in one folder, read again when they change. A file that cannot be
 * read leaves what was known, and the log says what is wrong; a file that is gone leaves nobody.
 */
@Singleton
public class Directories {

    private final Optional<Path> folder;
    private final Clock clock;
    private final Map<TenantId, LiveFile<Directory>> files = new ConcurrentHashMap<>();

    Directories(@ConfigProperty(name = "millrace.directory.folder") Optional<Path> folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** @return empty as long as the tenant has no valid file */
    public Optional<Directory> find(TenantId tenant) {
        return folder.map(path -> path.resolve(tenant + ".yaml"))
                .filter(Files::isRegularFile)
                .flatMap(file -> Optional.ofNullable(
                        files.computeIfAbsent(tenant, id -> new LiveFile<>(file, Directory.class, clock))
                                .get()));
    }
}
