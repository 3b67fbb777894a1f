package dev.millrace.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.functions.Publisher;
import dev.millrace.durable.wire.Json;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** The broker's ingress, over HTTP in structured mode. Thread-safe. */
final class Broker implements Publisher {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int ACCEPTED = 202;

    private final URI address;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final JsonFormat format = new JsonFormat();

    Broker(URI address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public void publish(Publication publication) {
        var request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(bytes(publication.at(clock.instant()))))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != ACCEPTED) {
                throw new IllegalStateException("The broker answered " + status + " instead of 202");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The broker is away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked", e);
        }
    }

    private byte[] bytes(Event<JsonNode> event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id().value())
                .withSource(event.source())
                .withType(event.type())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withData("application/json", Json.bytes(event.data()));
        event.context().attributes().forEach(builder::withExtension);
        return format.serialize(builder.build());
    }
}
