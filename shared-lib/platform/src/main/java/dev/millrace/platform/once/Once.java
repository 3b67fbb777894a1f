package dev.millrace.platform.once;

import dev.millrace.contracts.TenantId;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the effect of a delivery happen once, however often it is delivered.
 *
 * <p>Both forms need the function's schema to hold the table {@code processed} of the platform's migration.
 */
@Singleton
public class Once {

    private static final Problem OTHER_CONTENT =
            Problem.unintelligible("An event with this source and id, but other content, was processed before.");
    private static final Problem CLAIMED =
            Problem.busy("Another delivery of this event is being worked on. Come again for its answer.");
    private static final Problem CLAIM_LOST =
            Problem.busy("The claim on this event expired and another delivery took it. Come again for its answer.");

    /** In a breath: a claim outlasts two that fail. */
    private static final int RENEWALS = 4;

    private final Database database;
    private final Records records;
    private final Duration breath;

    /** @param breath how long a claim outlives its holder; while the effect is worked on, it is renewed */
    Once(
            Database database,
            Records records,
            @ConfigProperty(name = "millrace.once.breath", defaultValue = "PT20S") Duration breath) {
        this.database = database;
        this.records = records;
        this.breath = breath;
    }

    /**
     * For an effect in the database: record, effect and stored reply commit together. A second delivery waits for that
     * commit and gets the stored reply.
     *
     * @param effect runs in the transaction. When it answers {@link Answer.Refused} or fails, nothing is committed.
     */
    public Uni<Answer> inDatabase(Delivery<?> delivery, Function<SqlConnection, Uni<Answer>> effect) {
        return database.inTenant(
                        tenant(delivery),
                        connection -> records.insert(connection, delivery)
                                .chain(fresh -> fresh
                                        ? effect.apply(connection).call(answer -> keep(connection, delivery, answer))
                                        : records.find(connection, delivery).map(past -> past.answer(delivery))))
                .onFailure(NotKept.class)
                .recoverWithItem(notKept -> notKept.answer);
    }

    /**
     * For an answer that follows from the event alone: the first one stays, even if the same event would be answered
     * otherwise later.
     */
    public Uni<Answer> remember(Delivery<?> delivery, Answer answer) {
        return inDatabase(delivery, connection -> Uni.createFrom().item(answer));
    }

    /**
     * For an effect outside: a claim is committed first, then the effect runs outside of any transaction, under a
     * natural key that the far side keeps unique, and the reply is stored only while the claim still holds. A second
     * delivery meanwhile is told to come again. When the process dies, the next delivery need not wait for the whole
     * lease: the claim is renewed from breath to breath.
     *
     * @param lease how long the effect may take before another delivery may try
     * @param effect when it fails or answers {@link Answer.Refused}, the claim is given back
     */
    public Uni<Answer> outside(Delivery<?> delivery, Duration lease, Function<Claim, Uni<Answer>> effect) {
        return database.inTenant(tenant(delivery), connection -> records.claim(connection, delivery, breath(lease)))
                .chain(attempt -> switch (attempt) {
                    case Attempt.Claimed claimed -> act(delivery, claimed.claim(), lease, effect);
                    case Attempt.Past past -> Uni.createFrom().item(past.answer(delivery));
                });
    }

    private Uni<Answer> act(Delivery<?> delivery, Claim claim, Duration lease, Function<Claim, Uni<Answer>> effect) {
        return Uni.createFrom()
                .deferred(() -> {
                    Cancellable renewal = renew(delivery, claim, lease);
                    return Uni.createFrom()
                            .deferred(() -> effect.apply(claim))
                            .onTermination()
                            .invoke(renewal::cancel);
                })
                .onFailure()
                .call(() -> release(delivery, claim))
                .chain(answer -> answer instanceof Answer.Refused
                        ? release(delivery, claim).replaceWith(answer)
                        : settle(delivery, claim, answer));
    }

    /** Until the lease is over, or the claim is another's. A renewal that fails is tried again with the next. */
    private Cancellable renew(Delivery<?> delivery, Claim claim, Duration lease) {
        long end = System.nanoTime() + lease.toNanos();
        Duration pace = breath.dividedBy(RENEWALS);
        return Multi.createFrom()
                .ticks()
                .startingAfter(pace)
                .every(pace)
                .onOverflow()
                .drop()
                .map(tick -> Duration.ofNanos(end - System.nanoTime()))
                .select()
                .first(Duration::isPositive)
                .onItem()
                .transformToUniAndConcatenate(left -> database.inTenant(
                                tenant(delivery),
                                connection -> records.renew(connection, delivery, claim, breath(left)))
                        .onFailure()
                        .recoverWithItem(true))
                .select()
                .first(held -> held)
                .subscribe()
                .with(held -> {});
    }

    private Duration breath(Duration left) {
        return left.compareTo(breath) < 0 ? left : breath;
    }

    private Uni<Answer> settle(Delivery<?> delivery, Claim claim, Answer answer) {
        return database.inTenant(tenant(delivery), connection -> records.settle(connection, delivery, claim, answer))
                .map(settled -> settled ? answer : new Answer.Refused(CLAIM_LOST));
    }

    private Uni<Void> release(Delivery<?> delivery, Claim claim) {
        return database.inTenant(tenant(delivery), connection -> records.release(connection, delivery, claim))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> keep(SqlConnection connection, Delivery<?> delivery, Answer answer) {
        return switch (answer) {
            case Answer.Done done -> Uni.createFrom().voidItem();
            case Answer.Reply reply -> records.reply(connection, delivery, reply);
            case Answer.Forward forward -> records.reply(connection, delivery, forward);
            case Answer.Refused refused -> Uni.createFrom().failure(new NotKept(refused));
        };
    }

    static Answer otherContent() {
        return new Answer.Refused(OTHER_CONTENT);
    }

    static Answer claimed() {
        return new Answer.Refused(CLAIMED);
    }

    private static TenantId tenant(Delivery<?> delivery) {
        return delivery.event().context().tenant();
    }

    /** Rolls the transaction back and carries the answer past it. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        NotKept(Answer answer) {
            super("the effect was refused", null, false, false);
            this.answer = answer;
        }
    }
}
