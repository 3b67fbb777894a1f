package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.HookEvent.Ignored;
import dev.millrace.contracts.events.HookEvent.Quarantined;
import dev.millrace.contracts.events.HookEvent.Received;
import dev.millrace.platform.content.ContentStore;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.tenancy.Tenants;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** A received hook in; what it means out, exactly one event for each. */
public class HookValidationFunction {

    private static final String STAGE = "meaning";

    private final Entrance entrance;
    private final Once once;
    private final Tenants tenants;
    private final ContentStore contents;
    private final HookMeaning meaning;
    private final HookLedger ledger;
    private final HookConfig config;
    private final Clock clock;

    HookValidationFunction(
            Entrance entrance,
            Once once,
            Tenants tenants,
            ContentStore contents,
            ObjectMapper json,
            HookLedger ledger,
            HookConfig config,
            Clock clock) {
        this.entrance = entrance;
        this.once = once;
        this.tenants = tenants;
        this.contents = contents;
        this.meaning = new HookMeaning(json);
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    @Funq("hook-validation")
    public Uni<io.quarkus.funqy.knative.events.CloudEvent<JsonNode>> validate(
            io.quarkus.funqy.knative.events.CloudEvent<byte[]> event) {
        return entrance.receive(event, Received.class, this::validate);
    }

    private Uni<Answer> validate(Delivery<Received> hook) {
        return text(hook.data())
                .map(text -> meaning.of(
                        hook.data(), text, tenants.find(hook.event().context().tenant())))
                .chain(meaning -> once.inDatabase(
                        hook,
                        connection -> ledger.enter(connection, hook)
                                .chain(fresh -> answer(hook, fresh ? meaning : Meaning.usedBefore()))));
    }

    private Uni<Optional<String>> text(Received hook) {
        ContentRef ref = hook.bodyRef();
        if (ref == null || !hook.complete()) {
            return Uni.createFrom().item(Optional.ofNullable(hook.body()));
        }
        return contents.get(ref)
                .map(bytes -> bytes.map(kept -> new HookBody(
                                Buffer.buffer(kept), hook.delivery().digest(), kept.length, null))
                        .flatMap(HookBody::text));
    }

    private Uni<Answer> answer(Delivery<Received> hook, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Fact fact -> Uni.createFrom().item(reply(hook, fact.payload(), context(hook, fact)));
            case Meaning.Foreign foreign -> Uni.createFrom().item(new Answer.Forward(renamed(hook, foreign.event())));
            case Meaning.Nothing nothing ->
                Uni.createFrom()
                        .item(reply(
                                hook,
                                new Ignored(hook.data().delivery(), nothing.hostEvent(), nothing.reason()),
                                hook.event().context()));
            case Meaning.Unclear unclear ->
                kept(hook)
                        .map(ref -> reply(
                                hook,
                                new Quarantined(hook.data().delivery(), unclear.reason(), unclear.detail(), ref),
                                hook.event().context()));
        };
    }

    private static Event.Context context(Delivery<Received> hook, Meaning.Fact fact) {
        Event.Context context = hook.event().context();
        return fact.ticket() == null ? context : context.correlatedBy(fact.ticket());
    }

    private Answer reply(Delivery<Received> hook, Payload payload, Event.Context context) {
        return new Answer.Reply(hook.reply(STAGE, payload, context, clock));
    }

    /** Where a person finds the body of a hook that was not understood. */
    private Uni<ContentRef> kept(Delivery<Received> hook) {
        String body = hook.data().body();
        return body == null
                ? Uni.createFrom().item(hook.data().bodyRef())
                : contents.put(hook.event().context().tenant(), body.getBytes(StandardCharsets.UTF_8), config.keep());
    }

    /** Under an id and source of ours, so that nobody outside can collide with another event. */
    private CloudEvent renamed(Delivery<Received> hook, CloudEvent foreign) {
        var reply = hook.reply(STAGE, hook.data(), hook.event().context(), clock);
        return CloudEventBuilder.v1(foreign)
                .withId(reply.id().value())
                .withSource(hook.event().source())
                .withExtension("tenant", reply.context().tenant().value())
                .withExtension("causationid", hook.event().id().value())
                .withExtension(
                        "dataclassification", reply.context().classification().wire())
                .withExtension("partitionkey", reply.context().partitionKey())
                .build();
    }
}
