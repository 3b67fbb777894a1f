package dev.millrace.modeldispatch;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Scripted models, and a routing table and prices that name them. Tests get at the models by a field. */
public final class Models implements QuarkusTestResourceLifecycleManager {

    private final ScriptedUpstream upstream = new ScriptedUpstream();

    @Override
    public Map<String, String> start() {
        String address = "http://127.0.0.1:" + upstream.port();
        String plain = List.of("a", "b", "c", "d", "e", "judge").stream()
                .map(name ->
                        "  - {name: %1$s, url: \"%2$s/%1$s/v1\", model: model-%1$s, region: local, classification: restricted}"
                                .formatted(name, address))
                .collect(Collectors.joining("\n"));
        return Map.of(
                "millrace.models.file",
                        file("routes.yaml", routes(plain, address)).toString(),
                "millrace.models.breaker.pause", "PT0.3S",
                "millrace.models.pause", "PT0.01S",
                "millrace.models.largest-body", "300000",
                "millrace.prices.file", file("book.yaml", prices()).toString(),
                "TEST_KEY", "key-of-the-far-side");
    }

    private static String routes(String plain, String address) {
        return """
        upstreams:
        %s
          - {name: azure, kind: azure, url: "%2$s/azure", model: deployed, region: eu, classification: confidential, key: "${TEST_KEY:}"}
          - {name: claude, kind: anthropic, url: "%2$s/claude/v1", model: claude, region: us, classification: confidential, key: "${TEST_KEY:}"}
          - {name: responder, url: "%2$s/responder/v1", model: responder, region: us, classification: confidential, offers: [responses]}
          - {name: slow, url: "%2$s/slow/v1", model: slow, region: local, classification: restricted, timeout: PT0.3S, idle: PT0.3S}
          - {name: public, url: "%2$s/public/v1", model: public, region: us, classification: public}
          - {name: unpriced, url: "%2$s/unpriced/v1", model: unpriced, region: local, classification: restricted}
          - {name: gone, url: "http://127.0.0.1:1", model: gone, region: local, classification: restricted}
        aliases:
          - {name: default, weights: [{upstream: a, weight: 1}], fallbacks: [b], maxOutputTokens: 100}
          - {name: hedged, weights: [{upstream: a, weight: 1}], fallbacks: [b], maxOutputTokens: 100, hedge: PT0.05S, timeout: PT20S}
          - {name: patient, weights: [{upstream: a, weight: 1}], fallbacks: [b], maxOutputTokens: 100, hedge: PT10S, timeout: PT20S}
          - {name: lonely, weights: [{upstream: c, weight: 1}], maxOutputTokens: 100}
          - {name: poor, weights: [{upstream: d, weight: 1}], maxOutputTokens: 100}
          - {name: sick, weights: [{upstream: e, weight: 1}]}
          - {name: slow, weights: [{upstream: slow, weight: 1}]}
          - {name: rescued, weights: [{upstream: gone, weight: 1}], fallbacks: [b]}
          - {name: azure, weights: [{upstream: azure, weight: 1}]}
          - {name: claude, weights: [{upstream: claude, weight: 1}], maxOutputTokens: 77}
          - {name: responder, weights: [{upstream: responder, weight: 1}]}
          - {name: public, weights: [{upstream: public, weight: 1}]}
          - {name: unpriced, weights: [{upstream: unpriced, weight: 1}]}
          - {name: embed, kind: embedding, weights: [{upstream: a, weight: 1}]}
          - {name: moderation, kind: moderation, weights: [{upstream: judge, weight: 1}]}
        """.formatted(plain, address);
    }

    private static String prices() {
        return "currency: EUR\nmodels:\n"
                + List.of(
                                "model-a",
                                "model-b",
                                "model-c",
                                "model-d",
                                "model-e",
                                "model-judge",
                                "deployed",
                                "claude",
                                "responder",
                                "slow",
                                "public",
                                "gone")
                        .stream()
                        .map(model -> "  - {model: %s, from: 2026-01-01, input: 1, cached: 0.5, output: 2}\n"
                                .formatted(model))
                        .collect(Collectors.joining());
    }

    private static Path file(String name, String text) {
        try {
            return Files.writeString(
                    Files.createTempDirectory("millrace-models").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, new TestInjector.MatchesType(ScriptedUpstream.class));
    }

    @Override
    public void stop() {
        upstream.close();
    }
}
