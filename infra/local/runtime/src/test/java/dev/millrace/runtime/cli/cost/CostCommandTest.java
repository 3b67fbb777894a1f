package dev.millrace.runtime.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.runtime.cli.PlatformAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCommandTest {

    private static final String TOKEN = "operator-token";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void close() {
        gateway.stop(0);
    }

    @Test
    void reportsAllPagesWithTheirSum() {
        // Given
        answers.put("/costs/report?by=model", page("a", 1_500_000_000, "a"));
        answers.put("/costs/report?after=a&by=model", page("b", 250_000_000, null));

        // When
        int code = run("report", "--by", "model");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("a +1\\.5000")
                .containsPattern("b +0\\.2500")
                .containsPattern("together +1\\.7500");
    }

    @Test
    void reportsWhatAMergedPullRequestCostsOnAverage() {
        // Given
        answers.put("/costs/merged-pull-requests?tenant=acme", """
            {"currency":"USD","pullRequests":[
             {"host":"ado","project":"F","repository":"web","number":"5","ticket":"ado/F/7","amount":3000000000},
             {"host":"ado","project":"F","repository":"web","number":"6","ticket":"ado/F/8","amount":1000000000}]}""");

        // When
        int code = run("report", "--by", "pull-request", "--tenant", "acme");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("ado/F/web/5").containsPattern("on average +2\\.0000");
    }

    @Test
    void saysThatNothingIsBookedAndPrintsJson() {
        // Given
        answers.put("/costs/report?by=function", "{\"currency\":\"USD\",\"rows\":[]}");

        // When
        int plain = run("report");
        int json = run("report", "--json");

        // Then
        assertThat(List.of(plain, json)).containsOnly(0);
        assertThat(out.toString()).contains("Nothing is booked").contains("[ ]");
    }

    @Test
    void showsBudgetsAndForecasts() {
        // Given
        String standing = """
            {"tenant":"acme","budget":"tenant","end":"2026-12-01","booked":81000000000,"cap":100000000000,
             "percent":81,"currency":"USD"}""";
        answers.put("/costs/budgets", "{\"budgets\":[" + standing + "]}");
        answers.put("/costs/forecast", """
            {"forecasts":[{"standing":%s,"expected":110000000000,"elapsedPercent":73,"exceeds":true}]}""".formatted(standing));

        // When
        int budgets = run("budgets");
        int forecast = run("forecast");

        // Then
        assertThat(List.of(budgets, forecast)).containsOnly(0);
        assertThat(out.toString()).contains("81%", "110.0000", "exceeds its cap, after 73%");
    }

    @Test
    void writesTheFocusExportToAFile() throws IOException {
        // Given
        answers.put("/costs/focus?format=csv&from=2026-11-01", "BilledCost\r\n1\r\n");
        Path file = folder.resolve("focus.csv");

        // When
        int code = run("focus", "--from", "2026-11-01", file.toString());

        // Then
        assertThat(code).isZero();
        assertThat(file).hasContent("BilledCost\n1\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void findsThatLedgerAndAdmissionAgree() {
        // Given
        books(68_000_000_000L);

        // When
        int code = run("reconcile", "--tenant", "acme");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "tenant 2026-11-01 to 2026-12-01: settled 68.0000, in the ledger 68.0000, difference 0.0000 USD")
                .contains("gpt this month: 3 requests");
    }

    @Test
    void showsWhereLedgerAndAdmissionDiffer() {
        // Given
        books(69_000_000_000L);

        // When
        int code = run("reconcile", "--tenant", "acme");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("difference -1.0000 USD");
    }

    @Test
    void asksForACorrection() {
        // Given
        answers.put("/costs/corrections", "{\"source\":\"/costs/corrections\",\"event\":\"e-1\"}");

        // When
        int code = run(
                "correct",
                "/functions/x",
                "id",
                "--tenant",
                "acme",
                "--reason",
                "wrong",
                "--project",
                "apollo",
                "--amount",
                "1.25",
                "--currency",
                "USD");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("e-1");
        assertThat(bodies.getLast()).contains("\"nanos\":1250000000", "\"project\":\"apollo\"", "\"eventId\":\"id\"");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("reconcile")).isEqualTo(2);
        assertThat(run("correct", "s", "id", "--tenant", "a", "--reason", "r", "--amount", "1"))
                .isEqualTo(2);
        assertThat(run(
                        "correct",
                        "s",
                        "id",
                        "--tenant",
                        "a",
                        "--reason",
                        "r",
                        "--amount",
                        "0.0000000001",
                        "--currency",
                        "USD"))
                .isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void passesOnWhyThePlatformRefuses() {
        // When
        int code = run("report");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("answered 404. Ask otherwise.").doesNotContain(TOKEN);
    }

    @Test
    void knowsThatThePlatformDoesNotRun() {
        // Given
        gateway.stop(0);

        // When
        int code = run("budgets");

        // Then
        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains("is the platform running?");
    }

    /** Two pages of leases: one given back, one expired, one that spent more than it had. */
    private void books(long settled) {
        String leases = "/costs/reconciliation?%sfrom=2026-11-01&tenant=acme&to=2026-12-01";
        answers.put(leases.formatted(""), """
            {"leases":[{"lease":"one","spent":25000000000},{"lease":"two","spent":10000000000,"expired":40000000000}],
             "next":"two"}""");
        answers.put(leases.formatted("after=two&"), """
            {"leases":[{"lease":"zwei","spent":3000000000,"expired":2000000000}]}""");
        answers.put("/budgets?tenant=acme", """
            {"budgets":[{"budget":"tenant","own":true,"start":"2026-11-01","end":"2026-12-01","currency":"USD",
              "settled":%d,"leased":7,"leases":[]},
             {"budget":"keys","own":false,"settled":9}]}""".formatted(settled));
        answers.put("/costs/report?by=upstream&tenant=acme", """
            {"rows":[{"key":"gpt","requests":3,"inputTokens":10,"cachedTokens":1,"outputTokens":5,"model":70}]}""");
    }

    private static String page(String key, long amount, @Nullable String next) {
        return """
            {"currency":"USD","rows":[{"key":"%s","amount":%d,"model":%d}]%s}""".formatted(key, amount, amount, next == null ? "" : ",\"next\":\"" + next + "\"");
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
        return CostCommand.commandLine(platform)
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
            asked.add(exchange.getRequestURI().toString());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean operator =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String known = operator ? answers.get(exchange.getRequestURI().toString()) : null;
            byte[] body = (known == null ? "{\"detail\":\"Ask otherwise.\"}" : known).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
