package dev.millrace.runtime.chaos;

import dev.millrace.runtime.journey.SpawnedForge;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Plans what goes wrong with requests to forge and model. Thread-safe. */
final class Network {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicInteger faults = new AtomicInteger();

    int faults() {
        return faults.get();
    }

    /** Whoever is down has no faults. */
    void host(SpawnedForge forge, Blow.Fault fault) throws InterruptedException {
        try {
            forge.plan(fault.json());
            faults.incrementAndGet();
        } catch (IOException down) {
            // It was killed a moment ago, or an earlier fault struck.
        }
    }

    /** The stand-in has another address after each start of the runtime. */
    void model(SecretStore secrets, Blow.Fault fault) throws InterruptedException {
        URI door = URI.create(secrets.get("model", "url").replaceFirst("/v1$", "/_faults"));
        var request = HttpRequest.newBuilder(door)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(fault.json()))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                faults.incrementAndGet();
            }
        } catch (IOException down) {
            // The runtime was killed a moment ago, and the stand-in with it.
        }
    }
}
