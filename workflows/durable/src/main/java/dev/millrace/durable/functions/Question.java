package dev.millrace.durable.functions;

import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.DeadLetterEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A command and the replies to it that matter.
 *
 * @param <T> what the asker makes of the replies
 */
public final class Question<T> {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Functions functions;
    private final Payload command;
    private final Duration patience;
    private final List<Reply<?, T>> replies = new ArrayList<>();

    Question(Functions functions, Payload command, Duration patience) {
        this.functions = functions;
        this.command = command;
        this.patience = patience;
    }

    private record Reply<P extends Payload, T>(Class<P> type, Function<? super P, ? extends T> then) {

        void join(Waiting<Answer<T>> waiting, EventId id) {
            waiting.on(Stages.reply(id, type), type, reply -> new Answer.Replied<>(then.apply(reply)));
        }
    }

    public <P extends Payload> Question<T> when(Class<P> reply, Function<? super P, ? extends T> then) {
        replies.add(new Reply<>(reply, then));
        return this;
    }

    /** Publishes the command under a new id and waits. */
    public Answer<T> await() {
        EventId id = functions.tell(command);
        Waiting<Answer<T>> waiting = functions.await();
        replies.forEach(reply -> reply.join(waiting, id));
        return waiting.on(
                        Stages.reply(id, DeadLetterEvent.CommandFailed.class),
                        DeadLetterEvent.CommandFailed.class,
                        Answer.Failed::new)
                .until(functions.now().plus(patience))
                .orElseGet(() -> new Answer.TimedOut<>(patience));
    }

    /**
     * As {@link #await}, again after a growing pause while the outcome is unknown: only for a command that does no harm when
     * it is done twice.
     */
    public Answer<T> insist(int times) {
        Answer<T> answer = await();
        for (int asked = 1; asked < times && answer instanceof Answer.Unknown<T>; asked++) {
            functions.pause(PAUSE.multipliedBy(1L << (asked - 1)));
            answer = await();
        }
        return answer;
    }
}
