package dev.millrace.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.notification.Surroundings;
import dev.millrace.notification.delivery.Letter;
import dev.millrace.notification.delivery.Outcome;
import dev.millrace.notification.delivery.Target;
import dev.millrace.notification.message.Language;
import dev.millrace.notification.message.Message;
import dev.millrace.notification.message.Note;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail servers that are slow, broken, strict or away. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class PostmanTest {

    private static final UUID KEY = UUID.fromString("b184e509-bf3a-54f5-a93a-f87f2da428a8");

    @Inject
    Vertx vertx;

    private record Config(Optional<String> url, String sender, Duration patience) implements SmtpConfig {}

    private Outcome send(@org.jspecify.annotations.Nullable String url, String sender) {
        var target = new Target.Mail(
                "email",
                new Person("ada", "Ada", "ada@example.com", null, null, List.of()),
                "ada@example.com",
                Language.EN);
        var note = new Note(KEY, Severity.P2, "workflow-stopped", List.of("ada"), Map.of(), null);
        var message = new Message(
                "Tïtle", "en", List.of(new Message.Section(null, List.of("One line.", ".", "Another."), null)));
        return new Postman(vertx, new Config(Optional.ofNullable(url), sender, Duration.ofSeconds(2)))
                .carry(target, new Letter(KEY, new TenantId("acme"), message, List.of(note)))
                .await()
                .indefinitely();
    }

    private Outcome send(ScriptedSmtp server) {
        return send("smtp://127.0.0.1:" + server.port(), "millrace@platform.example");
    }

    @Test
    void sendsTextAndHtmlUnderTheKey() throws IOException {
        // Given
        try (var server = new ScriptedSmtp(Map.of())) {
            // When
            Outcome outcome = send(server);

            // Then
            assertThat(outcome).isEqualTo(new Outcome.Sent());
            assertThat(server.kept()).hasSize(1);
            assertThat(server.kept().getFirst())
                    .contains("Message-ID: <" + KEY + "@platform.example>", "To: ada@example.com")
                    .contains("Content-Type: text/plain", "Content-Type: text/html", "One line.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO, 421 busy",
        "MAIL, 451 later",
        "RCPT, 450 greylisted",
        "RCPT, 452 full",
        "DATA, 451 later",
        "DATA., 451 later",
        "RCPT, cut",
        "DATA., cut",
        "HELLO, silence",
        "DATA., silence"
    })
    void whatMayPassIsPostponed(String verb, String answer) throws IOException {
        // Given
        try (var server = new ScriptedSmtp(Map.of(verb, answer))) {
            // When
            Outcome outcome = send(server);

            // Then
            assertThat(outcome).isInstanceOf(Outcome.Postponed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 no relay, 550", "RCPT, 550 no such user, 550", "RCPT, 551 moved, 551", "DATA., 554 spam, 554"
    })
    void whatWillNotPassIsRefusedWithTheReason(String verb, String answer, String code) throws IOException {
        // Given
        try (var server = new ScriptedSmtp(Map.of(verb, answer))) {
            // When
            Outcome outcome = send(server);

            // Then
            assertThat(outcome)
                    .isEqualTo(
                            new Outcome.Refused(MissReason.REFUSED, "The mail server refused it with " + code + "."));
        }
    }

    @Test
    void aServerThatIsAwayMayComeBack() throws IOException {
        // Given
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        // When
        Outcome outcome = send("smtp://127.0.0.1:" + port, "millrace@platform.example");

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Postponed.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "http://mail.example.com", "smtp:mail", "smtp://a b", "smtp://mail?tls=never"})
    void withoutAServerThereIsNoChannel(@org.jspecify.annotations.Nullable String url) {
        // When
        Outcome outcome = send(url, "millrace@platform.example");

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(MissReason.NO_CHANNEL);
            assertThat(refused.detail()).contains("MILLRACE_SMTP_URL");
        });
    }

    @Test
    void aSenderMustBeAnAddress() {
        assertThat(send("smtp://127.0.0.1:1", "Millrace\r\nBcc: x@example.com"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).contains("MILLRACE_SMTP_SENDER"));
    }
}
