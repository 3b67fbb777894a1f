package dev.millrace.docsupdate;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.docsupdate.page.Tree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a repository's documentation stands: on the docs branch while its pull request is open, else on the target.
 *
 * <p>The docs branch is read first and the target after it. Whoever pushed to the docs branch before knew no newer
 * target than this one, so what they wrote is written again here; whoever pushes after makes our push fail.
 *
 * @param docs the docs branch's commit, empty when it is to be made
 * @param stale whether the branch is there, but left from a pull request that was merged or closed
 * @param open the open pull request
 */
record Workplace(String target, Optional<String> docs, boolean stale, Optional<PullRequest> open) {

    static final String BRANCH = "millrace/docs";

    static Workplace read(CodeHost host, RepositoryRef repository, String targetBranch) {
        Optional<String> docs = host.repositories().head(repository, BRANCH);
        Optional<PullRequest> newest = host.pullRequests().find(repository, BRANCH);
        Optional<PullRequest> open = newest.filter(pull -> pull.status() == Status.OPEN);
        // A branch that went on after its pull request ended is one whose new pull request was not opened yet.
        boolean stale = open.isEmpty()
                && docs.isPresent()
                && newest.filter(pull -> pull.head().equals(docs.get())).isPresent();
        String target = host.repositories()
                .head(repository, targetBranch)
                .orElseThrow(() -> new HostException.NotFound("The branch '" + targetBranch + "' is gone"));
        return new Workplace(target, stale ? Optional.empty() : docs, stale, open);
    }

    /** The commit that edits are made for. */
    String from() {
        return docs.orElse(target);
    }

    Tree tree(Repositories repositories, RepositoryRef repository) {
        return new Files(repositories, repository, from());
    }

    /** Reads each file once. */
    private static final class Files implements Tree {

        private final Repositories repositories;
        private final RepositoryRef repository;
        private final String commit;
        private final List<String> paths;
        private final Map<String, Optional<String>> texts = new HashMap<>();

        Files(Repositories repositories, RepositoryRef repository, String commit) {
            this.repositories = repositories;
            this.repository = repository;
            this.commit = commit;
            this.paths = repositories.files(repository, commit).stream()
                    .filter(file -> file.kind() != TreeFile.Kind.SYMLINK)
                    .map(TreeFile::path)
                    .sorted()
                    .toList();
        }

        @Override
        public List<String> paths() {
            return paths;
        }

        @Override
        public Optional<String> read(String path) {
            return paths.contains(path) ? texts.computeIfAbsent(path, this::fetch) : Optional.empty();
        }

        private Optional<String> fetch(String path) {
            try {
                byte[] bytes = repositories.file(repository, commit, path);
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                throw new HostException.Invalid("The file '" + path + "' is no UTF-8 text");
            }
        }
    }
}
