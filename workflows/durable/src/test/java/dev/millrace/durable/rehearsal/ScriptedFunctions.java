package dev.millrace.durable.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.functions.Publisher;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The functions, the broker between, and the routing of facts to instances that a host does by {@link Stages}. */
final class ScriptedFunctions implements Publisher {

    private final List<Publication> published = new ArrayList<>();
    private final Map<String, Handler<Payload>> usual = new HashMap<>();
    private final Map<String, Deque<Handler<Payload>>> once = new HashMap<>();
    private final Map<String, String> buildOwners = new HashMap<>();
    private final Map<String, List<JsonNode>> earlyBuilds = new HashMap<>();
    private @Nullable SmallEngine engine;
    private String draftOwner = "";
    private int failures;
    private int copies = 1;

    void connect(SmallEngine to) {
        engine = to;
    }

    private SmallEngine engine() {
        return Optional.ofNullable(engine).orElseThrow();
    }

    <C extends Payload> void usually(Class<C> command, Handler<C> handler) {
        usual.put(Catalogue.typeOf(command), (payload, reply) -> handler.handle(command.cast(payload), reply));
    }

    <C extends Payload> void next(Class<C> command, Handler<C> handler) {
        once.computeIfAbsent(Catalogue.typeOf(command), type -> new ArrayDeque<>())
                .add((payload, reply) -> handler.handle(command.cast(payload), reply));
    }

    /** The next so many publications fail. */
    void brokerFails(int times) {
        failures = times;
    }

    /** Each fact is delivered so often. */
    void deliverTimes(int times) {
        copies = times;
    }

    <C extends Payload> List<C> commands(Class<C> command) {
        return published.stream()
                .filter(publication -> publication.type().equals(Catalogue.typeOf(command)))
                .map(publication -> Json.read(publication.data(), command))
                .toList();
    }

    List<Publication> published() {
        return published;
    }

    @Override
    public void publish(Publication publication) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the broker is down");
        }
        published.add(publication);
        Payload command = Json.read(
                publication.data(),
                Catalogue.find(publication.type()).orElseThrow().payload());
        Deque<Handler<Payload>> scripted = once.getOrDefault(publication.type(), new ArrayDeque<>());
        Handler<Payload> handler =
                scripted.isEmpty() ? usual.getOrDefault(publication.type(), (c, r) -> {}) : scripted.remove();
        handler.handle(command, new Reply() {
            @Override
            public void after(Duration delay, Payload reply) {
                engine().after(delay, () -> deliver(reply, instance(publication), publication.id()));
            }

            @Override
            public void dies() {
                after(Duration.ofMinutes(1), failed(publication));
            }
        });
    }

    private static String instance(Publication publication) {
        return Optional.ofNullable(publication.context().instanceId()).orElseThrow();
    }

    private static DeadLetterEvent.CommandFailed failed(Publication publication) {
        return new DeadLetterEvent.CommandFailed(
                UUID.nameUUIDFromBytes(Json.bytes(publication.id())),
                publication.id(),
                URI.create("/millrace/workflows"),
                publication.type(),
                Catalogue.find(publication.type()).orElseThrow().handler().orElseThrow(),
                503);
    }

    /** As a Trigger would: finds the instance and raises the event on it. */
    void deliver(Payload fact, @Nullable String instance, @Nullable EventId cause) {
        for (int copy = 0; copy < copies; copy++) {
            deliverOnce(fact, instance, cause);
        }
    }

    private void deliverOnce(Payload fact, @Nullable String instance, @Nullable EventId cause) {
        if (fact instanceof DraftEvent.Opened && instance != null) {
            draftOwner = Stages.root(instance);
        }
        Stages.Stage stage =
                Stages.of(fact, cause).orElseThrow(() -> new NoSuchElementException("no stage of " + fact));
        JsonNode data = Json.tree(fact);
        switch (stage.addressee()) {
            case INSTANCE -> engine().raise(String.valueOf(instance), stage.name(), data);
            case ROOT -> engine().raise(Stages.root(String.valueOf(instance)), stage.name(), data);
            case PULL_REQUEST -> engine().raise(draftOwner, stage.name(), data);
            case BUILD -> {
                String owner = buildOwners.get(stage.name());
                if (owner == null) {
                    earlyBuilds
                            .computeIfAbsent(stage.name(), name -> new ArrayList<>())
                            .add(data);
                } else {
                    engine().raise(owner, stage.name(), data);
                }
            }
        }
        if (fact instanceof BuildEvent.Queued queued && instance != null) {
            String name = Stages.build(queued.build());
            buildOwners.put(name, instance);
            earlyBuilds.getOrDefault(name, List.of()).forEach(early -> engine().raise(instance, name, early));
        }
    }
}
