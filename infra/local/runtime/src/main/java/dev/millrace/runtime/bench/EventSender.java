package dev.millrace.runtime.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** Posts CloudEvents of the platform in binary mode to one address: the broker, or a function itself. */
final class EventSender {

    /** Of all events of a measurement, so that they are told from what the platform does by itself. */
    static final String SOURCE = "/bench";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final HttpClient http;
    private final URI address;
    private final TenantId tenant;

    EventSender(HttpClient http, URI address, TenantId tenant) {
        this.http = http;
        this.address = address;
        this.tenant = tenant;
    }

    /** Posts a new event; any answer of 2xx is a good one. */
    Future<Load.Reply> send(Payload data) {
        return Post.status(http, request(Catalogue.typeOf(data.getClass())), body(data))
                .map(status -> Load.Reply.now(status / 100 == 2));
    }

    private RequestOptions request(String type) {
        RequestOptions request = Post.to(address.toString())
                .putHeader("content-type", "application/json")
                .putHeader("ce-specversion", "1.0")
                .putHeader("ce-id", UUID.randomUUID().toString())
                .putHeader("ce-source", SOURCE)
                .putHeader("ce-type", type)
                .putHeader("ce-time", Instant.now().toString());
        Event.Context.of(tenant, DataClassification.INTERNAL)
                .attributes()
                .forEach((name, value) -> request.putHeader("ce-" + name, value));
        return request;
    }

    private static Buffer body(Payload data) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A payload is always writable", e);
        }
    }
}
