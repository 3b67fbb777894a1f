package dev.millrace.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.platform.metering.Meter;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import dev.millrace.platform.telemetry.EventSpan;
import dev.millrace.platform.telemetry.EventTracer;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The way every event takes into a function: decoded, measured, traced, and its outcome turned into the answer that
 * steers the broker.
 */
@Singleton
public class Entrance {

    private final EventCodec codec;
    private final EventTracer tracer;
    private final Meter meter;
    private final Problems problems;
    private final String function;

    Entrance(
            EventCodec codec,
            EventTracer tracer,
            Meter meter,
            Problems problems,
            @ConfigProperty(name = "quarkus.application.name") String function) {
        this.codec = codec;
        this.tracer = tracer;
        this.meter = meter;
        this.problems = problems;
        this.function = function;
    }

    /** For a function that handles the events of one topic. Others are answered 422. */
    public <P extends Payload> Uni<CloudEvent<JsonNode>> receive(
            CloudEvent<byte[]> request, Class<P> topic, Function<Delivery<P>, Uni<Answer>> handler) {
        return answer(request, event -> {
            Delivery<P> delivery = new Delivery<>(codec.read(event, topic), codec.digest(event), function);
            return measured(delivery, () -> handler.apply(delivery));
        });
    }

    /** For a function that takes events of every type, with their data as it is. */
    public Uni<CloudEvent<JsonNode>> receiveAny(
            CloudEvent<byte[]> request, Function<Delivery<byte[]>, Uni<Answer>> handler) {
        return answer(request, event -> {
            Delivery<byte[]> delivery = new Delivery<>(codec.readRaw(event), codec.digest(event), function);
            return measured(delivery, () -> handler.apply(delivery));
        });
    }

    /** For a function that takes what nobody else could: the event need not even have a tenant. */
    public Uni<CloudEvent<JsonNode>> receiveUnchecked(
            CloudEvent<byte[]> request, Function<io.cloudevents.CloudEvent, Uni<Answer>> handler) {
        return answer(request, handler);
    }

    private Uni<CloudEvent<JsonNode>> answer(
            CloudEvent<byte[]> request, Function<io.cloudevents.CloudEvent, Uni<Answer>> handler) {
        io.cloudevents.CloudEvent event = sdkEvent(request);
        EventSpan span = tracer.start(function, event);
        return Uni.createFrom()
                .deferred(() -> handler.apply(event))
                .map(Entrance::requireAccepted)
                .onFailure()
                .transform(failure -> span.logged(() -> new ProblemException(problems.of(failure))))
                .onTermination()
                .invoke((answer, failure, cancelled) -> span.end(failure))
                .map(answer -> response(answer, span));
    }

    private Uni<Answer> measured(Delivery<?> delivery, Supplier<Uni<Answer>> handler) {
        Event.Context context = delivery.event().context();
        Meter.Work work = meter.begin(context.tenant(), context.correlationId());
        return Uni.createFrom().deferred(handler::get).onTermination().invoke(work::close);
    }

    private static Answer requireAccepted(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw new ProblemException(refused.problem());
        }
        return answer;
    }

    private @Nullable CloudEvent<JsonNode> response(Answer answer, EventSpan span) {
        return switch (answer) {
            case Answer.Done done -> null;
            case Answer.Reply reply -> reply(codec.cloudEvent(span.traced(reply.event())));
            case Answer.Forward forward -> throw new Forwarded(forward.event());
            case Answer.Refused refused -> throw new ProblemException(refused.problem());
        };
    }

    private CloudEvent<JsonNode> reply(io.cloudevents.CloudEvent event) {
        return new ReplyEvent(event, codec.tree(event));
    }

    private static io.cloudevents.CloudEvent sdkEvent(CloudEvent<byte[]> event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.source()))
                .withType(event.type());
        if (event.subject() != null) {
            builder.withSubject(event.subject());
        }
        if (event.time() != null) {
            builder.withTime(event.time());
        }
        if (event.dataSchema() != null) {
            builder.withDataSchema(URI.create(event.dataSchema()));
        }
        event.extensions().forEach(builder::withExtension);
        byte[] data = event.data();
        return data == null || data.length == 0
                ? builder.build()
                : builder.withData(event.dataContentType(), data).build();
    }
}
