package dev.millrace.notification;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.icegreen.greenmail.util.GreenMail;
import dev.millrace.contracts.TenantId;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A tenant of its own for each test, its team, and the broker that brings events. */
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
public abstract class NotificationFixture {

    /** Escapes, so that characters get through that no encoding has. */
    protected static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Key of Standard Webhooks' own examples. */
    protected static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    protected RecordingSink broker;
    protected TestDatabase database;
    protected Folders folders;
    protected Surroundings.Teams teams;
    protected GreenMail mail;
    protected HookServer hooks;

    @Inject
    protected HandClock clock;

    protected final TenantId tenant =
            new TenantId("t" + UUID.randomUUID().toString().substring(0, 8));

    @BeforeEach
    void beginAnew() throws Exception {
        broker.forget();
        mail.purgeEmailFromAllMailboxes();
        clock.set(HandClock.MORNING);
    }

    /** Ada (German), Bob (English by the team), Cy without mail; and what else the section says. */
    protected void team(String notifications) {
        teams.write(tenant.value(), """
            people:
              - {id: ada, name: Ada Lovelace, email: ada@example.com, language: de-DE}
              - {id: bob, name: Bob, email: bob@example.com}
              - {id: cy, name: Cy}
            groups:
              leads: [ada, bob]
            """ + notifications);
    }

    /** One channel of each kind; everything goes to all of them but mail. */
    protected void teamWithHooks() {
        secret("teams", hooks.address(path("teams")));
        secret("slack", hooks.address(path("slack")));
        secret("pager", KEY);
        team("""
            notifications:
              channels:
                - {name: teams, kind: teams, secret: teams}
                - {name: slack, kind: slack, secret: slack, language: de}
                - {name: pager, kind: webhook, address: "%s", secret: pager}
              routes:
                - {channels: [teams, slack, pager]}
            """.formatted(hooks.address(path("pager"))));
    }

    /** A team with one Slack channel for everything, and what else the section says. */
    protected void teamWithSlack(String more) {
        secret("slack", hooks.address(path("slack")));
        team("""
            notifications:
              channels: [{name: slack, kind: slack, secret: slack}]
              routes: [{channels: [slack]}]
            """ + more.indent(2));
    }

    protected String path(String channel) {
        return "/" + tenant + "/" + channel;
    }

    protected void secret(String name, String value) {
        try {
            Files.writeString(folders.secrets().resolve(tenant + "." + name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected Response deliver(String type, String id, Object data) {
        return given().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/functions/test")
                .header("ce-type", "dev.millrace." + type + ".v1")
                .header("ce-time", clock.instant().toString())
                .header("ce-tenant", tenant.value())
                .header("ce-correlationid", "ado/Fiber/4711")
                .contentType("application/json")
                .body(text(data))
                .post("/");
    }

    protected Response tell(String id, Map<String, Object> note) {
        return deliver("notification.requested", id, note);
    }

    protected Response tell(Map<String, Object> note) {
        return tell(UUID.randomUUID().toString(), note);
    }

    /** The alarm that the function asked for last. */
    protected Response ring() {
        JsonNode asked = alarms().getLast();
        return deliver("alarm.rang", "rang-" + asked.path("id").asText(), asked.path("data"));
    }

    protected List<JsonNode> alarms() {
        return broker.bodies().stream()
                .map(NotificationFixture::json)
                .filter(event -> event.path("type").asText().equals("dev.millrace.alarm.requested.v1"))
                .toList();
    }

    protected static Map<String, Object> stopped(String severity, String ticket) {
        return Map.of(
                "severity",
                severity,
                "template",
                "workflow-stopped",
                "to",
                List.of(),
                "values",
                Map.of("ticket", ticket, "reason", "the build is broken"));
    }

    protected static Map<String, Object> asked(List<String> to) {
        return Map.of(
                "severity",
                "p2",
                "template",
                "approval-asked",
                "to",
                to,
                "values",
                Map.of(
                        "title", "feat: a setting",
                        "ticket", "ado/Fiber/4711",
                        "deadline", "2026-11-25T10:00:00Z",
                        "needed", "2",
                        "name", "Ada Lovelace",
                        "link", "https://gate.example.com/approvals/1?t=secret"));
    }

    protected List<MimeMessage> mails(String address) {
        return Arrays.stream(mail.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .toList();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(recipient -> recipient.toString().equals(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
