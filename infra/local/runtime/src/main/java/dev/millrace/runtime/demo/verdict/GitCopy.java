package dev.millrace.runtime.demo.verdict;

import dev.millrace.forge.git.Isolation;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A clone in memory, fetched over Git's own protocol. */
public final class GitCopy implements AutoCloseable {

    private static final String HEADS = "refs/heads/";

    private final InMemoryRepository repository;

    private GitCopy(InMemoryRepository repository) {
        this.repository = repository;
    }

    static GitCopy of(URI url, String token) throws IOException {
        Isolation.install();
        var repository = new InMemoryRepository(new DfsRepositoryDescription("copy"));
        try (Transport transport = Transport.open(repository, new URIish(url.toString()))) {
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider("x", token));
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+refs/heads/*:refs/heads/*")));
            return new GitCopy(repository);
        } catch (TransportException | URISyntaxException e) {
            repository.close();
            throw new IOException("Git cannot fetch from " + url + ": " + e.getMessage(), e);
        }
    }

    /** The files of a branch under a folder, by their paths; none when there is no such branch. */
    public Map<String, String> files(String branch, String folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        ObjectId head = repository.resolve(HEADS + branch);
        if (head == null) {
            return files;
        }
        try (var walk = new RevWalk(repository);
                var tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(head).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                if (tree.getPathString().startsWith(folder)) {
                    byte[] bytes = repository.open(tree.getObjectId(0)).getBytes();
                    files.put(tree.getPathString(), new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }

    Optional<String> file(String branch, String path) throws IOException {
        return Optional.ofNullable(files(branch, path).get(path));
    }

    @Override
    public void close() {
        repository.close();
    }
}
