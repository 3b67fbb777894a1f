package dev.millrace.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code millrace workflows record}, against a gateway that knows one instance. */
class RecordCommandTest {

    private static final String HISTORY = "root-1:plan\nPlan\nturn\nresponse instanceId: \"grüße\"\n";

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", RecordCommandTest::answer);
        gateway.start();
        String address = "http://127.0.0.1:" + gateway.getAddress().getPort();
        Files.writeString(data.resolve("running.json"), """
                {"pid": %d, "gateway": "%s", "inside": "%s", "since": "2026-01-05T09:00:00Z"}
                """.formatted(
                        ProcessHandle.current().pid(), address, address));
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getRawPath().equals("/workflows/root-1%3Aplan/history");
            byte[] body =
                    (known ? HISTORY : "{\"detail\": \"There is no such instance.\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", known ? "text/plain;charset=UTF-8" : "application/json");
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private int run(String... arguments) {
        var command = new CommandLine(new WorkflowsCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 1;
                });
        return command.execute(arguments);
    }

    @Test
    void writesTheHistoryToAFile() throws IOException {
        // Given
        Path file = data.resolve("plan.txt");

        // When
        int code = run("record", "root-1:plan", "--out", file.toString(), "--data", data.toString());

        // Then
        assertThat(code).isZero();
        assertThat(file).hasContent(HISTORY);
        assertThat(out.toString()).contains("what the ticket says");
    }

    @Test
    void printsTheHistoryAndNothingElse() {
        // When
        int code = run("record", "root-1:plan", "--data", data.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).isEqualTo(HISTORY);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("record", "other", "--data", data.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("There is no such instance.");
        assertThat(run("record", "root-1:plan", "--out", data.resolve("no/x").toString(), "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Cannot write");
    }

    @Test
    void warnsInItsHelp() {
        // When
        String help = Objects.requireNonNull(
                        new CommandLine(new WorkflowsCommand()).getSubcommands().get("record"))
                .getUsageMessage(CommandLine.Help.Ansi.OFF);

        // Then
        assertThat(help).contains("WARNING", "ticket's title");
    }
}
