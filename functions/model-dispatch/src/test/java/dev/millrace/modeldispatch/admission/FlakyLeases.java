package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.modeldispatch.admission.budget.Leases;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A database that is sometimes away, or does what it is asked while the answer is lost. */
final class FlakyLeases implements Leases {

    enum Mood {
        WELL,
        AWAY,
        ANSWER_LOST
    }

    private final Leases real;
    volatile Mood mood = Mood.WELL;

    FlakyLeases(Leases real) {
        this.real = real;
    }

    private <T> Uni<T> ask(Supplier<Uni<T>> question) {
        Uni<T> lost = Uni.createFrom().failure(new IOException("connection lost"));
        return switch (mood) {
            case WELL -> question.get();
            case AWAY -> lost;
            case ANSWER_LOST -> question.get().chain(answer -> lost);
        };
    }

    @Override
    public Uni<Answer> take(Wish wish) {
        return ask(() -> real.take(wish));
    }

    @Override
    public Uni<List<Renewed>> renew(List<Renewal> renewals) {
        return ask(() -> real.renew(renewals));
    }

    @Override
    public Uni<List<Lost>> lost() {
        return ask(real::lost);
    }

    @Override
    public Uni<Void> booked(Lost lost) {
        return ask(() -> real.booked(lost));
    }

    @Override
    public Uni<Void> useUp(TenantId tenant, BudgetEvent.Reached reached) {
        return ask(() -> real.useUp(tenant, reached));
    }

    @Override
    public Uni<List<Standing>> standings(@Nullable TenantId tenant) {
        return ask(() -> real.standings(tenant));
    }
}
