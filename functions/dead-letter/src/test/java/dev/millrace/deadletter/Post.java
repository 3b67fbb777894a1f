package dev.millrace.deadletter;

import static io.restassured.RestAssured.given;

import dev.millrace.contracts.NameUuid;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** An event as a broker delivers it in binary mode; each {@code with} makes another one. */
public final class Post {

    public static final String FACT = "dev.millrace.ticket.opened.v1";
    public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Map<String, String> attributes;
    private final String contentType;
    private final byte[] data;

    private Post(Map<String, String> attributes, String contentType, byte[] data) {
        this.attributes = attributes;
        this.contentType = contentType;
        this.data = data;
    }

    /** A whole event of a tenant that nobody could deliver to the function, with an id of its own. */
    public static Post dead(String type, String destination) {
        return event(type)
                .with("knativeerrordest", "http://" + destination + ".millrace.svc.cluster.local")
                .with("knativeerrorcode", "500")
                .with("knativeerrordata", base64("it broke"));
    }

    public static Post event(String type) {
        return new Post(Map.of(), "application/json", "{\"n\": 1.10}".getBytes(StandardCharsets.UTF_8))
                .with("specversion", "1.0")
                .with("id", UUID.randomUUID().toString())
                .with("source", "/test")
                .with("type", type)
                .with("time", "2026-11-23T10:00:00Z")
                .with("tenant", "acme")
                .with("correlationid", "ado/shop/7")
                .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    }

    /** An operator's wish as it comes back from the broker. */
    public static Post replay(UUID letter, int occurrence) {
        return event("dev.millrace.deadletter.replay-requested.v1").json("""
                {"deadLetter":"%s","occurrence":%d,"requestedBy":"operator"}""".formatted(letter, occurrence));
    }

    /** An operator's wish as it comes back from the broker. */
    public static Post drop(UUID letter, int occurrence) {
        return event("dev.millrace.deadletter.drop-requested.v1").json("""
                {"deadLetter":"%s","occurrence":%d,"requestedBy":"operator","reason":"obsolete"}""".formatted(letter, occurrence));
    }

    public Post with(String attribute, String value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Post(more, contentType, data);
    }

    public Post without(String attribute) {
        var fewer = new LinkedHashMap<>(attributes);
        fewer.remove(attribute);
        return new Post(fewer, contentType, data);
    }

    public Post json(String text) {
        return data("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    public Post data(String newContentType, byte[] newData) {
        return new Post(attributes, newContentType, newData);
    }

    /** The same in structured mode. */
    public Post structured() {
        CloudEventBuilder event = CloudEventBuilder.v1().withData(contentType, data);
        attributes.forEach((name, value) -> {
            if (!name.equals("specversion")) {
                event.withContextAttribute(name, value);
            }
        });
        return new Post(Map.of(), "application/cloudevents+json", new JsonFormat().serialize(event.build()));
    }

    public Response send() {
        RequestSpecification request = given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", contentType)
                .body(data);
        attributes.forEach((name, value) -> request.header("ce-" + name, value));
        return request.post("/");
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public String id() {
        return attribute("id");
    }

    public byte[] data() {
        return data.clone();
    }

    /** The id of the letter that this becomes. */
    public UUID letter(String destination) {
        return NameUuid.of(attribute("source"), id(), destination);
    }

    private String attribute(String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
