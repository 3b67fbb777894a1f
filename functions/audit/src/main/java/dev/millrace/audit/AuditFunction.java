package dev.millrace.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.log.Appended;
import dev.millrace.audit.log.AuditLog;
import dev.millrace.audit.log.AuditedEvent;
import dev.millrace.audit.log.Erasures;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.events.AuditEvent.ErasureRequested;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.problem.Problem;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Function;

/** Any event in, one entry of the log; to a request to erase also the answer how much was erased. */
public class AuditFunction {

    private static final String ERASURE = Catalogue.typeOf(ErasureRequested.class);
    private static final Problem OTHER_CONTENT =
            Problem.unintelligible("An event with this source and id, but other content, is in the log.");

    private final Entrance entrance;
    private final AuditLog log;
    private final Erasures erasures;

    AuditFunction(Entrance entrance, AuditLog log, Erasures erasures) {
        this.entrance = entrance;
        this.log = log;
        this.erasures = erasures;
    }

    @Funq("audit")
    public Uni<CloudEvent<JsonNode>> audit(CloudEvent<byte[]> event) {
        return event.type().equals(ERASURE)
                ? entrance.receive(event, ErasureRequested.class, this::erase)
                : entrance.receiveAny(event, this::append);
    }

    private Uni<Answer> append(Delivery<byte[]> delivery) {
        return append(delivery, entry -> Uni.createFrom().item(Answer.done()));
    }

    /** The request is an entry like all others, and its number says what was there before it. */
    private Uni<Answer> erase(Delivery<ErasureRequested> delivery) {
        return append(
                delivery,
                entry -> erasures.erase(
                                entry.seq(),
                                delivery.event().context().tenant(),
                                delivery.data().correlationId())
                        .map(erasure -> new Answer.Reply(delivery.reply(
                                "erased",
                                erasure.erased(),
                                delivery.event().context(),
                                Clock.fixed(erasure.at(), ZoneOffset.UTC)))));
    }

    private Uni<Answer> append(Delivery<?> delivery, Function<Appended.Entry, Uni<Answer>> then) {
        return log.append(AuditedEvent.of(delivery)).chain(appended -> switch (appended) {
            case Appended.Entry entry -> then.apply(entry);
            case Appended.OtherContent other -> Uni.createFrom().item(new Answer.Refused(OTHER_CONTENT));
        });
    }
}
