package dev.millrace.audit.log;

import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.export.EventLeaf;
import dev.millrace.transparency.export.SaltedContent;
import dev.millrace.transparency.tree.Frontier;
import dev.millrace.transparency.tree.Subtree;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What one transaction adds to the log, worked out before anything is written.
 *
 * @param outcomes one for each event, in their order
 * @param nodes complete subtrees above the leaves that the store keeps
 * @param frontier right edge of the tree with the new entries
 */
record Batch(
        List<Appended> outcomes, List<NewEntry> entries, List<Subtree> nodes, Frontier frontier, Instant appendedAt) {

    Batch {
        outcomes = List.copyOf(outcomes);
        entries = List.copyOf(entries);
        nodes = List.copyOf(nodes);
    }

    /**
     * Numbers the events that are new.
     *
     * @param known those of the events that are in the log
     * @param salts randomness that nobody can predict
     */
    static Batch plan(
            List<AuditedEvent> events,
            Map<EventKey, KnownEntry> known,
            Frontier frontier,
            Instant now,
            RandomGenerator salts) {
        var draft = new Draft(frontier, now, salts, new HashMap<>(known));
        List<Appended> outcomes = events.stream().map(draft::take).toList();
        return new Batch(outcomes, draft.entries, draft.nodes, draft.frontier, now);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Grows by one event after the other. */
    private static final class Draft {
        private final Instant now;
        private final RandomGenerator salts;
        private final Map<EventKey, KnownEntry> known;
        private final List<NewEntry> entries = new ArrayList<>();
        private final List<Subtree> nodes = new ArrayList<>();
        private Frontier frontier;

        Draft(Frontier frontier, Instant now, RandomGenerator salts, Map<EventKey, KnownEntry> known) {
            this.frontier = frontier;
            this.now = now;
            this.salts = salts;
            this.known = known;
        }

        Appended take(AuditedEvent event) {
            KnownEntry earlier = known.get(event.key());
            return earlier == null ? append(event) : earlier.judge(event);
        }

        private Appended append(AuditedEvent event) {
            byte[] salt = new byte[SaltedContent.SALT_LENGTH];
            salts.nextBytes(salt);
            var content = SaltedContent.of(salt, event.digest().bytes());
            SortedMap<String, String> attributes = new TreeMap<>(event.attributes());
            attributes.put("appendedtime", now.toString());
            byte[] leaf = EventLeaf.of(attributes, content).bytes();
            var entry = new NewEntry(frontier.size(), event, Buffer.buffer(leaf), TreeHash.leaf(leaf), content);
            entries.add(entry);
            frontier = frontier.append(entry.leafHash(), this::keep);
            known.put(event.key(), new KnownEntry(entry.seq(), Optional.of(event.digest())));
            return new Appended.Entry(entry.seq());
        }

        private void keep(Subtree subtree) {
            if (subtree.level() > 0 && subtree.isKept()) {
                nodes.add(subtree);
            }
        }
    }
}
