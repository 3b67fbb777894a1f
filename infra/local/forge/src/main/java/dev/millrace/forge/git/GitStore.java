package dev.millrace.forge.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;

/** The bare repositories of a folder, each under its number. Thread-safe. */
public final class GitStore implements AutoCloseable {

    private final Path folder;
    private final Map<Long, GitRepo> open = new ConcurrentHashMap<>();

    public GitStore(Path folder) {
        this.folder = folder;
    }

    /** The repository of a number, made empty when it is not there. */
    public GitRepo open(long number) {
        return open.computeIfAbsent(number, this::openOnDisk);
    }

    @Override
    public void close() {
        open.values().forEach(repo -> repo.repository().close());
        open.clear();
    }

    private GitRepo openOnDisk(long number) {
        Path path = folder.resolve(number + ".git");
        try {
            Repository repository =
                    new RepositoryBuilder().setGitDir(path.toFile()).setBare().build();
            if (!Files.exists(path.resolve("HEAD"))) {
                Files.createDirectories(path);
                repository.create(true);
                configure(repository);
            }
            return new GitRepo(repository);
        } catch (IOException e) {
            throw new UncheckedIOException("The repository " + path + " cannot be opened", e);
        }
    }

    private static void configure(Repository repository) throws IOException {
        repository.updateRef("HEAD").link("refs/heads/main");
        StoredConfig config = repository.getConfig();
        config.setBoolean("http", null, "receivepack", true);
        config.setBoolean("uploadpack", null, "allowReachableSHA1InWant", true);
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, "auto", 0); // no background work in a stand-in
        config.save();
    }
}
