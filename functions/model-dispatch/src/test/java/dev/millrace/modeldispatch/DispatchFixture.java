package dev.millrace.modeldispatch;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Digest;
import dev.millrace.modeldispatch.admission.Spending;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Tenants with keys, and models that answer as a test wants it. */
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "model-dispatch"))
@QuarkusTestResource(Models.class)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class DispatchFixture {

    static final String KEY = "sk-acme";
    static final String HELLO = """
        {"id":"x","object":"chat.completion","created":7,"model":"far","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"Hello there"}}],"usage":{"prompt_tokens":10,"completion_tokens":4,
        "total_tokens":14,"prompt_tokens_details":{"cached_tokens":2}}}""";

    Folders folders;
    ScriptedUpstream upstream;

    @Inject
    ScriptedAdmission admission;

    @BeforeEach
    void registerTenants() throws IOException {
        upstream.forget();
        admission.forget();
        tenant("acme", "{}", KEY);
        tenant("keeper", "{cache: PT10M}", "sk-keeper");
        tenant("strict", "{guards: {moderation: block, secrets: block}}", "sk-strict");
        tenant("mild", "{guards: {moderation: redact}}", "sk-mild");
        tenant("careful", "{cache: PT10M, guards: {moderation: redact}}", "sk-careful");
        tenant("european", "{regions: [eu]}", "sk-european");
    }

    private void tenant(String id, String rules, String key) throws IOException {
        Files.writeString(folders.tenants().resolve(id + ".yaml"), """
            id: %1$s
            classification: confidential
            models: %2$s
            keys:
              - {name: main, secrets: [{sha256: %3$s}]}
              - {name: narrow, models: [other], secrets: [{sha256: %4$s}]}
              - {name: old, secrets: [{sha256: %5$s, expires: "2020-01-01T00:00:00Z"}]}
              - {name: reader, scopes: [costs], secrets: [{sha256: %6$s}]}
            """.formatted(
                id, rules, digest(key), digest(key + "-narrow"), digest(key + "-old"), digest(key + "-reader")));
    }

    private static String digest(String key) {
        return Digest.of(key).hex();
    }

    static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    static Response chat(String body) {
        return as(KEY).body(body).post("/v1/chat/completions");
    }

    static Response ask(String model, String content) {
        return chat(question(model, content, ""));
    }

    static String question(String model, String content, String more) {
        return """
            {"model":"%s","messages":[{"role":"user","content":"%s"}]%s}""".formatted(model, content, more);
    }

    /** The data of the events of a streamed answer. */
    static List<String> stream(String key, String path, String body) {
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> lines = http.send(request(key, path, body), BodyHandlers.ofLines())
                        .body()) {
            return lines.filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> stream(String body) {
        return stream(KEY, "/v1/chat/completions", body);
    }

    static HttpRequest request(String key, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    static JsonNode json(String text) {
        return Json.object(text).orElseThrow();
    }

    static String delta(String content) {
        return """
            {"id":"x","object":"chat.completion.chunk","created":7,"model":"far","choices":[{"index":0,"finish_reason":null,"delta":{"content":"%s"}}]}""".formatted(content);
    }

    static final String FINISH = """
        {"id":"x","object":"chat.completion.chunk","created":7,"model":"far","choices":[{"index":0,"finish_reason":"stop","delta":{}}]}""";

    static final String COUNTS = """
        {"id":"x","object":"chat.completion.chunk","created":7,"model":"far","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""";

    /** What one call cost: input at 1, cached at 0.5, output at 2 euros a million. */
    static Spending spending(String model, long input, long cached, long output) {
        return new Spending(model, input, cached, output, (input - cached) * 1000 + cached * 500 + output * 2000);
    }
}
