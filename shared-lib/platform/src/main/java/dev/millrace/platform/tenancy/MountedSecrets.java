package dev.millrace.platform.tenancy;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Secrets that the registry refers to by name: one file each in a mounted folder, read anew each time. */
@Singleton
public class MountedSecrets {

    private static final Logger LOG = Logger.getLogger(MountedSecrets.class);

    private final Optional<Path> folder;

    MountedSecrets(@ConfigProperty(name = "millrace.secrets.directory") Optional<Path> folder) {
        this.folder = folder;
    }

    /** @return empty when there is no such secret; the log says which one is missing */
    public Optional<String> find(String name) {
        try {
            return folder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.readString(folder.get().resolve(name)).strip());
        } catch (NoSuchFileException e) {
            LOG.errorf("The secret '%s' is not mounted", name);
            return Optional.empty();
        } catch (IOException e) {
            LOG.errorf("The secret '%s' cannot be read: %s", name, e.getMessage());
            return Optional.empty();
        }
    }
}
