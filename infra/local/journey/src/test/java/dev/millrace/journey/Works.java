package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.cli.Millrace;
import dev.millrace.runtime.journey.Approver;
import dev.millrace.runtime.journey.Sightings;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A platform and a forge that all tests which ask for them share. They are started for the first of them and end with the
 * last test of the room; a test has tenants and projects of its own.
 */
final class Works implements AutoCloseable {

    /** Longer than anything takes; nothing is measured by it. */
    static final Duration LONG = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpawnedHouse house;
    private final Sightings sightings;
    private final Path folder;
    private final Forge forge;

    private Works() {
        try {
            house = SpawnedHouse.start();
            sightings = new Sightings(house);
            folder = Files.createTempDirectory("millrace-forge");
            forge = Forge.start(ForgeSettings.in(folder));
            Team.ACCOUNTS.forEach(forge::token);
            Files.writeString(token(), forge.token(Forge.CARETAKER));
        } catch (IOException e) {
            throw new IllegalStateException("The works cannot be set up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Gives a test the works. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Works.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Works.class, key -> new Works(), Works.class);
        }
    }

    SpawnedHouse house() {
        return house;
    }

    Forge forge() {
        return forge;
    }

    /** The forge, as people outside reach it. */
    ForgeDoor door(String project) {
        try {
            return ForgeDoor.open(folder, List.of(project), Team.ACCOUNTS).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** Who decides, with a browser. */
    Approver grace() {
        return new Approver(Platform.running(house.data()).orElseThrow());
    }

    /** A file with the token of the account that Millrace works with. */
    Path token() {
        return folder.resolve("token");
    }

    /** Runs a command on the platform. */
    int run(StringWriter out, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", house.data().toString()));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(all.toArray(String[]::new));
    }

    /** Runs a command that must succeed. */
    String run(String... arguments) {
        var out = new StringWriter();
        assertThat(run(out, List.of(arguments))).as(String.join(" ", arguments)).isZero();
        return out.toString();
    }

    /** Runs a command that must succeed and prints JSON. */
    JsonNode json(String... arguments) {
        try {
            return JSON.readTree(run(arguments));
        } catch (IOException e) {
            throw new AssertionError("No JSON comes of " + List.of(arguments), e);
        }
    }

    /** A tenant's events, newest first. */
    List<JsonNode> events(String tenant) {
        return json("events", "list", "--tenant", tenant, "--limit", "500", "--json")
                .valueStream()
                .toList();
    }

    /** A tenant's events of a type, newest first. */
    List<JsonNode> events(String tenant, String type) {
        return events(tenant).stream()
                .filter(event -> event.at("/attributes/type").asText().equals(type))
                .toList();
    }

    void awaitEvents(String tenant, String type, int count) {
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(ids(events(tenant, type))).as(type).hasSizeGreaterThanOrEqualTo(count));
    }

    /** Until nothing of a tenant is under way, whatever the others do. */
    void awaitDrained(String tenant) {
        await().atMost(LONG).until(() -> sightings.open(tenant) == 0);
    }

    /** Ids of events, each once, because the broker may have one twice. */
    static List<String> ids(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.at("/attributes/id").asText())
                .distinct()
                .toList();
    }

    @Override
    public void close() throws IOException {
        house.close();
        forge.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
