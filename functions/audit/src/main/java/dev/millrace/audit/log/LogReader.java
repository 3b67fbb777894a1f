package dev.millrace.audit.log;

import dev.millrace.platform.database.Database;
import dev.millrace.transparency.Hash;
import dev.millrace.transparency.export.SaltedContent;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.proof.ProofPlan;
import dev.millrace.transparency.tree.HashRange;
import dev.millrace.transparency.tree.HashRanges;
import dev.millrace.transparency.tree.StoredSubtrees;
import dev.millrace.transparency.tree.Subtrees;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the log: checkpoints, entries, and the hashes that proofs are made of. */
@Singleton
public class LogReader {

    private static final String SIZE = "SELECT size FROM head";
    private static final String REMEMBER = """
        INSERT INTO checkpoints (size, note, signed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING""";
    private static final String ENTRIES = """
        SELECT entries.seq, leaf, leaf_hash, salt, digest
        FROM entries LEFT JOIN contents ON contents.seq = entries.seq""";
    private static final String LEAVES = """
        SELECT leaf_hash AS hash FROM entries WHERE seq >= $1 AND seq < $2 ORDER BY seq""";
    private static final String NODES = """
        SELECT hash FROM nodes WHERE level = $3 AND index >= $1 AND index < $2 ORDER BY index""";

    private final Database database;
    private final Seal seal;
    private final Clock clock;

    public LogReader(Database database, Seal seal, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.clock = clock;
    }

    /** Number of entries. */
    public Uni<Long> size() {
        return database.inTransaction(connection -> connection.query(SIZE).execute())
                .map(rows -> rows.iterator().next().getLong("size"));
    }

    /** The checkpoint of the log as it is now. The log remembers that it was given out. */
    public Uni<SignedCheckpoint> checkpoint() {
        return database.inTransaction(
                connection -> seal.current(connection).call(checkpoint -> remember(connection, checkpoint)));
    }

    /** The entries that a query asks for, in the order of the log. */
    public Uni<List<LoggedEntry>> entries(EntryQuery query) {
        EntryQuery.Statement statement = query.statement();
        return database.inTransaction(connection ->
                        connection.preparedQuery(ENTRIES + statement.clauses()).execute(statement.values()))
                .map(rows -> stream(rows).map(LogReader::entry).toList());
    }

    /** At most so many entries from a number on. */
    public Uni<List<LoggedEntry>> page(long from, int count) {
        return entries(EntryQuery.range(from, count));
    }

    public Uni<Optional<LoggedEntry>> entry(long seq) {
        return page(seq, 1)
                .map(page -> page.stream().filter(entry -> entry.seq() == seq).findFirst());
    }

    /**
     * The hashes that a proof needs.
     *
     * @param size of the tree that the proof is about; the log has at least so many entries
     */
    public Uni<Subtrees> subtrees(long size, ProofPlan plan) {
        return database.inTransaction(connection -> Multi.createFrom()
                        .iterable(plan.reads())
                        .onItem()
                        .transformToUniAndConcatenate(range -> read(connection, range))
                        .collect()
                        .asList())
                .map(ranges -> new StoredSubtrees(
                        size,
                        HashRanges.of(
                                ranges.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))));
    }

    private static Uni<Map.Entry<HashRange, List<Hash>>> read(SqlConnection connection, HashRange range) {
        Tuple bounds = Tuple.of(range.first(), range.first() + range.count());
        return connection
                .preparedQuery(range.level() == 0 ? LEAVES : NODES)
                .execute(range.level() == 0 ? bounds : bounds.addValue(range.level()))
                .map(rows -> Map.entry(
                        range, stream(rows).map(row -> hash(row, "hash")).toList()));
    }

    private Uni<Void> remember(SqlConnection connection, SignedCheckpoint checkpoint) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(
                        checkpoint.checkpoint().size(),
                        checkpoint.format(),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static LoggedEntry entry(Row row) {
        Buffer salt = row.get(Buffer.class, "salt");
        return new LoggedEntry(
                row.getLong("seq"),
                row.get(Buffer.class, "leaf"),
                hash(row, "leaf_hash"),
                salt == null
                        ? Optional.empty()
                        : Optional.of(SaltedContent.of(
                                salt.getBytes(), row.get(Buffer.class, "digest").getBytes())));
    }

    private static Hash hash(Row row, String column) {
        return Hash.of(row.get(Buffer.class, column).getBytes());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
