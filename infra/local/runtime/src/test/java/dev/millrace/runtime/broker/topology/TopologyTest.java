package dev.millrace.runtime.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.runtime.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyTest {

    private static final String BROKER = """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata: {name: default, namespace: millrace}
        spec:
          delivery:
            retry: 8
            backoffPolicy: linear
            backoffDelay: PT0.2S
            timeout: PT60S
            deadLetterSink: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: dead-letter}}
        """;

    private static final String TRIGGER = """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: audit, namespace: millrace}
        spec:
          broker: default
          subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: audit}}
          delivery: {retry: 2}
        """;

    @TempDir
    private Path folder;

    private Path triggers;

    @BeforeEach
    void makeFolder() throws IOException {
        triggers = Files.createDirectory(folder.resolve("triggers"));
    }

    private Topology read(String broker, String trigger) throws IOException {
        Path file = Files.writeString(folder.resolve("broker.yaml"), broker);
        Files.writeString(triggers.resolve("audit.yaml"), trigger);
        return Topology.read(file, triggers);
    }

    @Test
    void readsTheManifestsOfThisRepository() {
        // Given
        Path root = Path.of(System.getProperty("millrace.root"));

        // When
        var topology = Topology.read(root.resolve("eventing/broker.yaml"), root.resolve("triggers"));

        // Then
        assertThat(topology.path()).isEqualTo("/millrace/default");
        assertThat(topology.triggers())
                .filteredOn(trigger -> trigger.name().equals("audit"))
                .singleElement()
                .satisfies(trigger -> {
                    assertThat(trigger.subscriber()).isEqualTo(new Destination.Service("audit", "millrace"));
                    assertThat(trigger.delivery().retries()).isEqualTo(8);
                    assertThat(trigger.delivery().timeout()).isEqualTo(Duration.ofSeconds(60));
                    assertThat(trigger.delivery().backoff().beforeRetry(8)).isEqualTo(Duration.ofMillis(51_200));
                });
    }

    @Test
    void inheritsFromTheBrokerWhatTheTriggerLeavesOut() throws Exception {
        // When
        var delivery = read(BROKER, TRIGGER).triggers().getFirst().delivery();

        // Then
        assertThat(delivery.retries()).isEqualTo(2);
        assertThat(delivery.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(delivery.backoff()).isEqualTo(new Backoff.Linear(Duration.ofMillis(200)));
        assertThat(delivery.backoff().beforeRetry(3)).isEqualTo(Duration.ofMillis(600));
        assertThat(delivery.deadLetterSink()).isEqualTo(new Destination.Service("dead-letter", "millrace"));
    }

    /** A line of the Trigger, what somebody wrote instead, and what they should read. */
    private record Mistake(String line, String instead, String complaint) {}

    private static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("broker: default", "broker: other", "spec.broker: there is no Broker 'other'"),
                new Mistake("namespace: millrace", "namespace: elsewhere", "metadata.namespace"),
                new Mistake("retry: 2", "retry: -1", "spec.delivery: retry must be from 0 to 100"),
                new Mistake("retry: 2", "retry: 101", "spec.delivery: retry must be from 0 to 100"),
                new Mistake("retry: 2", "retry: many", "spec.delivery.retry"),
                new Mistake("retry: 2", "retry: 40, backoffPolicy: exponential", "spec.delivery: the last of 40"),
                new Mistake("retry: 2", "backoffDelay: 2 seconds", "spec.delivery.backoffDelay"),
                new Mistake("retry: 2", "backoffDelay: PT0S", "backoffDelay must be longer than zero"),
                new Mistake("retry: 2", "timeout: PT-1S", "timeout must be longer than zero"),
                new Mistake("retry: 2", "backoffPolicy: quadratic", "spec.delivery.backoffPolicy"),
                new Mistake(
                        "retry: 2", "retryAfterMax: PT1S", "spec.delivery.retryAfterMax: the local runtime does not"),
                new Mistake("kind: Trigger", "kind: Source", "this must be an eventing.knative.dev/v1 Trigger"),
                new Mistake("kind: Service", "kind: Deployment", "ref must name a serving.knative.dev/v1 Service"),
                new Mistake("{ref:", "{uri: /x, ref:", "by either ref or uri"),
                new Mistake("broker: default", "filters: [{}]", "spec.filters.[0]: a filter must have exactly one"),
                new Mistake("broker: default", "filters: [{exact: {a_b: x}}]", "'a_b' is no attribute name"),
                new Mistake("broker: default", "filters: [{prefix: {id: ''}}]", "no empty value"),
                new Mistake("broker: default", "filters: [{any: []}]", "any must hold at least one filter"),
                new Mistake(
                        "broker: default",
                        "broker: default\n  filters: [{cesql: 'id ='}]",
                        "spec: filters[0].cesql: 'id =' is no CESQL"),
                new Mistake(
                        "namespace: millrace",
                        "namespace: millrace, annotations: {kafka.eventing.knative.dev/delivery.order: ordered}",
                        "delivers unordered only"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesFileAndFieldOfWhatItCannotHonour(Mistake mistake) {
        // Given
        String trigger = TRIGGER.replace(mistake.line(), mistake.instead());

        // When
        var thrown = catchThrowable(() -> read(BROKER, trigger));

        // Then
        assertThat(thrown)
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("audit.yaml")
                .hasMessageContaining(mistake.complaint());
    }

    @Test
    void namesTheBrokersFileWhenItsOwnDefaultsAreBad() {
        assertThatThrownBy(() -> read(BROKER.replace("retry: 8", "retry: 1000"), TRIGGER))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("broker.yaml");
    }

    @Test
    void refusesAddressesOfOtherMachines() {
        // Given
        var trigger = TRIGGER.replace(
                "{ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: audit}}",
                "{uri: 'http://example.com/'}");

        // When, then
        assertThatThrownBy(() -> read(BROKER, trigger))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("spec.subscriber.uri")
                .hasMessageContaining("this machine only");
    }

    @Test
    void refusesTwoTriggersOfOneName() throws Exception {
        // Given
        Files.writeString(triggers.resolve("another.yaml"), TRIGGER);

        // When, then
        assertThatThrownBy(() -> read(BROKER, TRIGGER))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("metadata.name")
                .hasMessageContaining("another.yaml");
    }
}
