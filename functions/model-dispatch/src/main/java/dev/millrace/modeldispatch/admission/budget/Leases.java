package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where all replicas get their money from. At every moment settled + leased stays within each budget's cap. */
public interface Leases {

    /** Takes a new lease, or makes one larger. Repeating it after a lost answer takes nothing twice. */
    Uni<Answer> take(Wish wish);

    /** @return those that are still live */
    Uni<List<Renewed>> renew(List<Renewal> renewals);

    /**
     * Settles what expired in full.
     *
     * @return what the ledger may not know of yet
     */
    Uni<List<Lost>> lost();

    /** The ledger will know of it. */
    Uni<Void> booked(Lost lost);

    /** Leases no more of a budget until its period ends or its cap is above the one that was reached. */
    Uni<Void> useUp(TenantId tenant, BudgetEvent.Reached reached);

    /** @param tenant null for all */
    Uni<List<Standing>> standings(@Nullable TenantId tenant);

    /**
     * @param fresh whether the lease may be new
     * @param known how large it is for all that the replica knows
     * @param wanted nanos on top of that; it may become less
     * @param needed nanos without which it is no use
     */
    record Wish(UUID lease, Term term, boolean fresh, long known, long wanted, long needed) {}

    sealed interface Answer {
        /** @param amount of the whole lease */
        record Granted(long amount) implements Answer {}

        /**
         * Less is neither settled nor leased than is needed.
         *
         * @param amount of the whole lease, as before
         * @param available what is neither settled nor leased
         * @param elsewhere what other replicas hold and have not spent yet
         */
        record TooLittle(long amount, long available, long elsewhere) implements Answer {}

        /** The ledger says that the cap is reached. */
        record UsedUp() implements Answer {}

        /** The lease is no more. */
        record Gone() implements Answer {}
    }

    /**
     * @param spent nanos of the lease, all in all
     * @param keep how far it shrinks; null for not at all
     * @param done whether nothing more will be spent of it, and the ledger knows everything
     */
    record Renewal(UUID lease, long spent, @Nullable Long keep, boolean done) {}

    record Renewed(UUID lease, long amount, boolean usedUp) {}

    /** A lease of a tenant's own budget whose holder has gone. */
    record Lost(UUID lease, TenantId tenant, Instant granted, Instant expired, Money amount) {}

    /** @param leased without what is settled of it already */
    record Standing(Term term, long settled, long leased, boolean usedUp, List<Held> leases) {}

    record Held(
            UUID lease, String replica, String state, long amount, long settled, Instant granted, Instant expires) {}
}
