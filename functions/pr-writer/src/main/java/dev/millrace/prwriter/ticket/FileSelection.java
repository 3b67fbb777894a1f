package dev.millrace.prwriter.ticket;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.document.TicketContext.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The texts of the most relevant files, as many as fit.
 *
 * @param complete whether every text file is among them
 */
record FileSelection(List<SourceFile> files, boolean complete) {

    /** Larger ones are generated more often than written. */
    private static final int LARGEST_FILE = 256 * 1024;

    /** Even small files cost a request each. */
    private static final int MOST_FILES = 400;

    private static final int AT_ONCE = 12;

    /** @param ordered the most relevant first */
    static FileSelection read(
            Repositories repositories, RepositoryRef repository, String commit, List<TreeFile> ordered, long bytes) {
        List<TreeFile> candidates = ordered.stream()
                .filter(file -> file.kind() != TreeFile.Kind.SYMLINK && file.size() <= LARGEST_FILE)
                .toList();
        boolean complete = candidates.size()
                == ordered.stream()
                        .filter(file -> file.kind() != TreeFile.Kind.SYMLINK)
                        .count();
        List<SourceFile> chosen = new ArrayList<>();
        long left = bytes;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < candidates.size(); from += AT_ONCE) {
                if (from >= MOST_FILES || left <= 0) {
                    return new FileSelection(chosen, false);
                }
                List<TreeFile> batch = candidates.subList(from, Math.min(candidates.size(), from + AT_ONCE));
                for (Read read : readAll(threads, repositories, repository, commit, batch)) {
                    Optional<String> text = text(read.bytes());
                    boolean fits = read.bytes().length <= Math.min(left, LARGEST_FILE);
                    if (text.isPresent() && fits) {
                        chosen.add(new SourceFile(read.path(), text.get()));
                        left -= read.bytes().length;
                    }
                    complete &= fits || text.isEmpty();
                }
            }
        }
        return new FileSelection(chosen, complete);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Read(String path, byte[] bytes) {}

    private static List<Read> readAll(
            ExecutorService threads,
            Repositories repositories,
            RepositoryRef repository,
            String commit,
            List<TreeFile> batch) {
        List<Future<Read>> reads = batch.stream()
                .map(file ->
                        threads.submit(() -> new Read(file.path(), repositories.file(repository, commit, file.path()))))
                .toList();
        List<Read> done = new ArrayList<>();
        for (Future<Read> read : reads) {
            done.add(result(read));
        }
        return done;
    }

    private static Read result(Future<Read> read) {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HostException no ? no : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException.Unavailable("Reading files was broken off", e);
        }
    }

    /** Empty for what is no UTF-8, or holds a zero byte. */
    static Optional<String> text(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
