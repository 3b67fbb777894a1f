package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is to be booked for an event.
 *
 * @param digest tells the same event from another one with its key
 * @param at when it happened
 */
public record Draft(Key key, Digest digest, Instant at, Subject subject) {

    /** What an entry is known by: it is booked once. */
    public record Key(TenantId tenant, String source, String id) {}

    /** What it is about. */
    public sealed interface Subject {

        /** As the column {@code kind} has it. */
        String kind();

        List<Charge> charges();

        /** Time of functions. */
        record Compute(List<Charge> charges) implements Subject {
            public Compute {
                charges = List.copyOf(charges);
            }

            @Override
            public String kind() {
                return "compute";
            }
        }

        /** Time of pipelines. */
        record Build(List<Charge> charges) implements Subject {
            public Build {
                charges = List.copyOf(charges);
            }

            @Override
            public String kind() {
                return "build";
            }
        }

        /** Calls of models, paid from a lease. */
        record Spending(String lease, LocalDate day, String currency, List<Charge> charges) implements Subject {
            public Spending {
                charges = List.copyOf(charges);
            }

            @Override
            public String kind() {
                return "model";
            }

            long amount() {
                return charges.stream().mapToLong(Charge::amount).reduce(0, Math::addExact);
            }
        }

        /** The end of a lease that nobody gave back. What it costs depends on what is booked of it. */
        record Expiry(String lease, LocalDate day, String currency, long amount) implements Subject {
            @Override
            public String kind() {
                return "lease-expired";
            }

            @Override
            public List<Charge> charges() {
                return List.of();
            }
        }

        /**
         * A pull request was merged: it costs nothing, but much was spent for it.
         *
         * @param ticket '' for none
         */
        record Merge(PullRequestRef pullRequest, String ticket) implements Subject {
            @Override
            public String kind() {
                return "merge";
            }

            @Override
            public List<Charge> charges() {
                return List.of();
            }
        }
    }
}
