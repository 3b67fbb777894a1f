package dev.millrace.runtime.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.runtime.cli.PlatformAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    private static final String TOKEN = "operator-token";
    private static final String KEY = TestExport.KEY.verifierKey().text();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
        answers.put("/audit/key", (KEY + "\n").getBytes(StandardCharsets.UTF_8));
        answers.put("/audit/checkpoint", TestExport.checkpoint(9).format().getBytes(StandardCharsets.UTF_8));
        answers.put("/audit/export", TestExport.of(5));
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    @Test
    void findsAnExportIntact() throws IOException {
        assertThat(run("verify", export(TestExport.of(5)), "--key", KEY)).isZero();
        assertThat(out.toString()).startsWith("Intact: 5 entries");
    }

    @Test
    void readsKeyAndCheckpointsFromFiles() throws IOException {
        assertThat(run(
                        "verify",
                        export(TestExport.of(5)),
                        "--key",
                        file("log.key", KEY + "\n"),
                        "--checkpoint",
                        file("two", TestExport.checkpoint(2).format()),
                        "--checkpoint",
                        file("four", TestExport.checkpoint(4).format())))
                .isZero();
        assertThat(out.toString()).contains("3 checkpoints hold");
    }

    @Test
    void findsAnExportCutOffThatWasLongerOnce() throws IOException {
        assertThat(run(
                        "verify",
                        export(TestExport.of(5)),
                        "--key",
                        KEY,
                        "--checkpoint",
                        file("seven", TestExport.checkpoint(7).format())))
                .isEqualTo(1);
        assertThat(out.toString()).contains("cut off");
    }

    @Test
    void findsAnEditByItsRootAndSaysSoInJson() throws IOException {
        // Given
        byte[] export = TestExport.of(5);
        String first = new String(export, StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        String forged = new String(export, StandardCharsets.UTF_8)
                .replace(first, first.replaceAll(",\"data\".*", "}").replace("\"leaf\":\"eyJ", "\"leaf\":\"eyK"));

        // When
        int code = run("verify", export(forged.getBytes(StandardCharsets.UTF_8)), "--trust-export-key", "--json");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("\"intact\":false", "\"broken\":\"Edited\"", "\"sentence\":\"");
    }

    @Test
    void readsTheStandardInput() {
        // Given
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(TestExport.of(3)));

        // When
        int code;
        try {
            code = run("verify", "-", "--key", KEY, "--json");
        } finally {
            System.setIn(before);
        }

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("\"intact\":true", "\"size\":3", "\"contents\":3");
    }

    @Test
    void believesNoKeyUnlessToldWhich() throws IOException {
        String export = export(TestExport.of(5));
        for (List<String> usage : List.of(
                List.of("verify", export),
                List.of("verify", export, "--key", KEY, "--trust-export-key"),
                List.of("verify", export, "--key", "no key and no file"),
                List.of("verify", export, "--key", file("bad.key", "nonsense")),
                List.of("verify", export, "--key", KEY, "--checkpoint", file("bad", "nonsense")),
                List.of("verify", folder.resolve("missing").toString(), "--key", KEY),
                List.of("verify", "--key", KEY),
                List.<String>of())) {
            assertThat(run(usage.toArray(String[]::new))).as("%s", usage).isEqualTo(2);
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage:");
    }

    @Test
    void exportsWithCheckpointAndKeyBesideIt() throws IOException {
        // When
        int code = run("export", folder.resolve("log.jsonl").toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Intact: 5 entries");
        assertThat(Files.readAllBytes(folder.resolve("log.jsonl"))).isEqualTo(TestExport.of(5));
        assertThat(Files.readString(folder.resolve("log.jsonl.checkpoint")))
                .isEqualTo(TestExport.checkpoint(5).format());
        assertThat(Files.readString(folder.resolve("log.jsonl.key"))).isEqualTo(KEY + "\n");
        assertThat(run(
                        "verify",
                        folder.resolve("log.jsonl").toString(),
                        "--key",
                        folder.resolve("log.jsonl.key").toString(),
                        "--checkpoint",
                        folder.resolve("log.jsonl.checkpoint").toString()))
                .isZero();
    }

    @Test
    void keepsABrokenExportAsEvidence() {
        // Given
        byte[] whole = TestExport.of(5);
        answers.put("/audit/export", Arrays.copyOf(whole, lastLine(whole)));

        // When
        int code = run("export", folder.resolve("log.jsonl").toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(folder.resolve("log.jsonl")).exists();
        assertThat(out.toString()).contains("cut off");
    }

    @Test
    void leavesNothingBehindWhenTheExportFails() throws IOException {
        // Given
        answers.remove("/audit/export");

        // When
        int code = run("export", folder.resolve("log.jsonl").toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("answered 503. Try again.");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void neverWritesOverAnEarlierExport() throws IOException {
        // Given
        Path earlier = Files.writeString(folder.resolve("log.jsonl.checkpoint"), "precious");

        // When
        int code = run("export", folder.resolve("log.jsonl").toString());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(earlier).hasContent("precious");
    }

    @Test
    void printsTheCheckpointAsItIs() {
        assertThat(run("checkpoint")).isZero();
        assertThat(out.toString()).isEqualTo(TestExport.checkpoint(9).format());
    }

    @Test
    void saysThatThePlatformIsNotThere() {
        // Given
        gateway.stop(0);

        // When
        int code = run("checkpoint");

        // Then
        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("is the platform running?").doesNotContain(TOKEN);
    }

    private int run(String... words) {
        var platform = new PlatformAccess() {
            @Override
            public URI gateway() {
                return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
            }

            @Override
            public String operatorToken() {
                return TOKEN;
            }
        };
        return AuditCommand.commandLine(platform)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return ((CommandFailure) failure).exitCode();
                })
                .execute(words);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = answers.get(exchange.getRequestURI().getPath());
            boolean operator =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = answer != null && operator
                    ? answer
                    : "{\"detail\":\"Try again.\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 503 : operator ? 200 : 401, 0);
            exchange.getResponseBody().write(body);
        }
    }

    private String export(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("export.jsonl"), bytes).toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static int lastLine(byte[] export) {
        int end = export.length - 1;
        while (export[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
