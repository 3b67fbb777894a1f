package dev.millrace.modeldispatch.bench;

import dev.millrace.contracts.Digest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a trivial model directly, through the packaged function, and through another gateway when there is one, in turns:
 * latency with one client, throughput and processor time with 16, the first part of streamed answers, memory.
 *
 * <p>Arguments: the function's {@code quarkus-run.jar}; then {@code --seconds N} for each turn, {@code --rounds N},
 * {@code --warm-up N} requests that compile each way before the first round,
 * {@code --requests N} to pass before memory is read, {@code --portkey URL} and {@code --portkey-pid N}. Needs the
 * property {@code millrace.root}.
 */
final class DispatchBenchmark {

    private static final String KEY = "sk-bench-0123456789abcdef0123456789abcdef";
    private static final Buffer WHOLE = Buffer.buffer("""
        {"model":"default","max_tokens":100,"messages":[{"role":"system","content":"Be brief."},\
        {"role":"user","content":"%s"}]}""".formatted("Tell me something. ".repeat(20)));
    private static final Buffer STREAMED =
            Buffer.buffer(WHOLE.toString().replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\""));

    private final Map<String, Way> ways = new LinkedHashMap<>();

    private DispatchBenchmark() {}

    /** @param pid of the gateway's process; 0 for none */
    private record Way(Load whole, Load streamed, long pid) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = options(args);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        var model = new TrivialModel(vertx);
        try (var function = PackagedFunction.start(Path.of(args[0]).toAbsolutePath(), settings(model.port()), KEY)) {
            var benchmark = new DispatchBenchmark();
            benchmark.add(
                    vertx,
                    "direct",
                    URI.create("http://127.0.0.1:" + model.port() + "/v1/chat/completions"),
                    Map.of(),
                    0);
            benchmark.add(
                    vertx,
                    "routed",
                    function.address("/v1/chat/completions"),
                    Map.of("authorization", "Bearer " + KEY),
                    function.pid());
            if (options.containsKey("--portkey")) {
                benchmark.add(
                        vertx,
                        "portkey",
                        URI.create(options.get("--portkey") + "/v1/chat/completions"),
                        Map.of(
                                "authorization",
                                "Bearer x",
                                "x-portkey-provider",
                                "openai",
                                "x-portkey-custom-host",
                                "http://127.0.0.1:" + model.port() + "/v1"),
                        Long.parseLong(options.getOrDefault("--portkey-pid", "0")));
            }
            benchmark.warmUp(Long.parseLong(options.getOrDefault("--warm-up", "20000")));
            benchmark.measure(
                    Integer.parseInt(options.getOrDefault("--rounds", "3")),
                    Duration.ofSeconds(Integer.parseInt(options.getOrDefault("--seconds", "5"))));
            benchmark.remember(Long.parseLong(options.getOrDefault("--requests", "0")));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void add(Vertx vertx, String name, URI address, Map<String, String> headers, long pid) {
        ways.put(
                name,
                new Way(new Load(vertx, address, headers, WHOLE), new Load(vertx, address, headers, STREAMED), pid));
    }

    private void warmUp(long requests) throws InterruptedException {
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            Load.Run run = way.getValue().whole().run(16, requests);
            System.out.printf("warm-up of %s: %.0f/s, failed %d%n", way.getKey(), run.perSecond(), run.failed());
        }
    }

    private void measure(int rounds, Duration turn) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d%n", round);
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Load.Run one = way.getValue().whole().run(1, turn);
                long before = cpu(way.getValue().pid());
                Load.Run many = way.getValue().whole().run(16, turn);
                double micros = (cpu(way.getValue().pid()) - before) * 1e3 / Math.max(1, many.micros().length);
                Load.Run streamed = way.getValue().streamed().run(1, turn.dividedBy(2));
                System.out.printf(
                        "  %-8s 1 client: p50 %.3f p99 %.3f ms | 16 clients: %.0f/s p50 %.2f p99 %.2f ms, %.0f us CPU each"
                                + " | first part: p50 %.3f p99 %.3f ms | failed %d%n",
                        way.getKey(),
                        one.p(0.5),
                        one.p(0.99),
                        many.perSecond(),
                        many.p(0.5),
                        many.p(0.99),
                        micros,
                        streamed.p(0.5),
                        streamed.p(0.99),
                        one.failed() + many.failed() + streamed.failed());
            }
        }
    }

    private void remember(long requests) throws IOException, InterruptedException {
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            if (way.getValue().pid() == 0) {
                continue;
            }
            long before = PackagedFunction.rss(way.getValue().pid());
            if (requests > 0 && way.getKey().equals("routed")) {
                Load.Run run = way.getValue().whole().run(16, requests);
                System.out.printf("%d more: %.0f/s, failed %d%n", requests, run.perSecond(), run.failed());
            }
            System.out.printf(
                    "%-8s RSS %d MB, then %d MB%n",
                    way.getKey(), before, PackagedFunction.rss(way.getValue().pid()));
        }
    }

    private static long cpu(long pid) throws IOException {
        return pid == 0 ? 0 : PackagedFunction.cpu(pid);
    }

    /** One tenant with a key, limits and a budget that all last. */
    private static Path settings(int model) throws IOException {
        Path folder = Files.createTempDirectory("millrace-bench");
        Files.createDirectories(folder.resolve("tenants"));
        Files.writeString(folder.resolve("tenants/acme.yaml"), """
            id: acme
            models: {limits: {requestsPerMinute: 100000000, tokensPerMinute: 100000000000, concurrency: 10000}}
            budgets: [{name: all, amount: 900000, currency: USD}]
            keys: [{name: bench, secrets: [{sha256: %s}], limits: {requestsPerMinute: 100000000}}]
            """.formatted(
                        Digest.of(KEY).hex()));
        Files.writeString(folder.resolve("routes.yaml"), """
            upstreams: [{name: trivial, url: "http://127.0.0.1:%d/v1", model: trivial, region: local, classification: restricted}]
            aliases: [{name: default, weights: [{upstream: trivial, weight: 1}]}]
            """.formatted(model));
        Files.writeString(folder.resolve("book.yaml"), """
            currency: USD
            models: [{model: trivial, from: 2026-01-01, input: 0.1, output: 0.4}]
            """);
        return folder;
    }

    private static Map<String, String> options(String[] args) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 1; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }
}
