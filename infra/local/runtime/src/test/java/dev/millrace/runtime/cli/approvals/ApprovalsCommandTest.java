package dev.millrace.runtime.cli.approvals;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ApprovalsCommandTest {

    private static final String ID = "1693519d-b4f7-5c8a-8cde-5db5cc31165a";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer gateway;
    private volatile int status = 200;
    private volatile String answer = "{}";

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
    void listsOpenQuestionsAndSaysWhichAreStuck() {
        // Given
        answer = """
            {"items":[{"id":"%s","state":"open","overdue":false,"tenant":"acme","title":"feat: x",
              "deadline":"2026-11-25T10:00:00Z","stuck":"The tenant has no team directory."},
             {"id":"2","state":"open","overdue":true,"tenant":"acme","title":"feat: y","deadline":"d","stuck":null}]}""".formatted(ID);

        // When
        int exit = run("list", "--tenant", "acme");

        // Then
        assertThat(exit).isZero();
        assertThat(asked).containsExactly("GET /approvals/api?limit=50&state=open&tenant=acme Bearer t ");
        assertThat(out.toString())
                .contains(ID + "  open ", "nobody's word can decide it: The tenant has no team directory.", "overdue");
    }

    @Test
    void saysWhenThereIsNothing() {
        // Given
        answer = "{\"items\":[]}";

        // When
        run("list", "--state", "all");

        // Then
        assertThat(out.toString()).isEqualToIgnoringNewLines("No approvals.");
        assertThat(asked).containsExactly("GET /approvals/api?limit=50 Bearer t ");
    }

    @Test
    void showsPeopleAndTheirLinks() {
        // Given
        answer = """
            {"approval":{"title":"feat: x","state":"open","needed":1},
             "people":[{"id":"ada","name":"Ada","link":"https://g/approvals/1?t=x","vote":null},
                       {"id":"bob","name":"Bob","link":"https://g/2","vote":{"approves":false,"comment":"No."}}],
             "acts":[{"at":"a","person":"bob","approves":false,"means":"link","result":"decided"}]}""";

        // When
        run("show", ID);

        // Then
        assertThat(out.toString())
                .contains("Ada (ada): has not decided", "https://g/approvals/1?t=x", "Bob (bob): no", "No.")
                .contains("bob tried to reject by link: decided");
    }

    @Test
    void decidesInSomebodysName() {
        // When
        int yes = run("approve", ID, "--as", "ada");
        int no = run("reject", ID, "--as", "bob", "--comment", "Not now.");

        // Then
        assertThat(List.of(yes, no)).containsOnly(0);
        assertThat(asked)
                .containsExactly(
                        "POST /approvals/api/" + ID + "/decision Bearer t {\"as\":\"ada\",\"approves\":true}",
                        "POST /approvals/api/" + ID
                                + "/decision Bearer t {\"as\":\"bob\",\"approves\":false,\"comment\":\"Not now.\"}");
    }

    @Test
    void handsOnAndTakesBackInSomebodysName() {
        // When
        int delegated = run("delegate", ID, "--as", "ada", "--to", "cy");
        int retracted = run("retract", ID, "--as", "bob");

        // Then
        assertThat(List.of(delegated, retracted)).containsOnly(0);
        assertThat(asked)
                .containsExactly(
                        "POST /approvals/api/" + ID + "/delegation Bearer t {\"as\":\"ada\",\"to\":\"cy\"}",
                        "POST /approvals/api/" + ID + "/retraction Bearer t {\"as\":\"bob\"}");
    }

    @Test
    void showsWhoHandedOnToWhom() {
        // Given
        answer = """
            {"people":[{"id":"ada","name":"Ada","handedTo":"cy"},{"id":"cy","name":"Cy","handedFrom":"ada"}],
             "acts":[{"at":"a","person":"ada","kind":"delegation","to":"cy","means":"link","result":"handed-on"},
                     {"at":"b","person":"cy","kind":"retraction","means":"link","result":"not-voted"}]}""";

        // When
        run("show", ID);

        // Then
        assertThat(out.toString())
                .contains("Ada (ada): handed it on to cy", "In place of ada", "Cy (cy): has not decided")
                .contains(
                        "ada tried to hand it on to cy by link: handed-on",
                        "cy tried to take it back by link: not-voted");
    }

    @Test
    void needsToKnowWhoDecidesAndWhyNot() {
        assertThat(run("approve", ID)).isEqualTo(2);
        assertThat(run("delegate", ID, "--as", "ada")).isEqualTo(2);
        assertThat(run("retract", ID)).isEqualTo(2);
        assertThat(run("reject", ID, "--as", "ada")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatThePlatformSays() {
        // Given
        status = 409;
        answer = "{\"detail\":\"Ada has decided already.\"}";

        // When
        int exit = run("approve", ID, "--as", "ada");

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("Ada has decided already.");
    }

    @Test
    void saysThatThePlatformDoesNotRun() {
        // Given
        gateway.stop(0);

        // When
        int exit = run("list");

        // Then
        assertThat(exit).isEqualTo(3);
        assertThat(err.toString()).contains("is the platform running?");
    }

    private int run(String... arguments) {
        CommandLine command = ApprovalsCommand.commandLine(new Access());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(failure.getMessage());
            return failure instanceof CommandFailure told ? told.exitCode() : 70;
        });
        return command.execute(arguments);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private final class Access implements PlatformAccess {

        @Override
        public URI gateway() {
            return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        }

        @Override
        public String operatorToken() {
            return "t";
        }
    }
}
