package dev.millrace.costwrite.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Payload;
import dev.millrace.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever order events come in, and however often: the ledger adds up, and ends at the same sums. */
class AnyOrderTest {

    /** A lease, what its usage says, and what it was worth should it expire. */
    record Life(List<Long> costs, boolean expires, long amount) {
        long spent() {
            return costs.stream().mapToLong(Long::longValue).sum();
        }

        long unattributed() {
            return expires ? Math.max(0, amount - spent()) : 0;
        }
    }

    @Provide
    Arbitrary<List<Life>> lives() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1_000).list().ofMaxSize(6),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 4_000))
                .as(Life::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void endsAtTheSameSums(@ForAll("lives") List<Life> lives, @ForAll long seed) throws SQLException {
        // Given
        try (TestDatabase database = Schema.FRESH.copy();
                var one = new TestLedger(database.port(), database.name());
                var other = new TestLedger(database.port(), database.name())) {
            var random = new Random(seed);
            List<Draft> drafts = twiceInAnyOrder(one, lives, random);

            // When
            while (!drafts.isEmpty()) {
                int size = Math.min(drafts.size(), 1 + random.nextInt(6));
                List<Draft> batch = drafts.subList(0, size);
                TestLedger ledger = random.nextBoolean() ? one : other;
                ledger.book(batch.toArray(Draft[]::new));
                batch.clear();
            }

            // Then
            long spent = lives.stream().mapToLong(Life::spent).sum();
            long unattributed = lives.stream().mapToLong(Life::unattributed).sum();
            var accounts = TestLedger.accounts(database);
            assertThat(accounts.getOrDefault("expense:model", 0L)).isEqualTo(spent);
            assertThat(accounts.getOrDefault("expense:unattributed", 0L)).isEqualTo(unattributed);
            assertThat(accounts.values().stream().mapToLong(Long::longValue).sum())
                    .isZero();
            assertThat(TestLedger.number(database, "SELECT coalesce(sum(amount), 0) FROM cost_write.days"))
                    .isEqualTo(spent + unattributed);
            assertThat(TestLedger.number(
                            database, "SELECT coalesce(sum(spent + unattributed), 0) FROM cost_write.leases"))
                    .isEqualTo(spent + unattributed);
        }
    }

    private static List<Draft> twiceInAnyOrder(TestLedger ledger, List<Life> lives, Random random) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < lives.size(); i++) {
            Life life = lives.get(i);
            List<Payload> events = new ArrayList<>();
            for (int n = 0; n < life.costs().size(); n++) {
                events.add(TestLedger.spent("lease-" + i, n + 1, life.costs().get(n)));
            }
            if (life.expires()) {
                events.add(TestLedger.expired("lease-" + i, life.amount()));
            }
            for (int n = 0; n < events.size(); n++) {
                Draft draft = ledger.draft("event-" + i + "-" + n, events.get(n));
                drafts.add(draft);
                drafts.add(draft);
            }
        }
        Collections.shuffle(drafts, random);
        return drafts;
    }

    /** Made when first touched. */
    private static final class Schema {
        static final TestDatabase FRESH = TestLedger.schema();
    }
}
