package dev.millrace.hookvalidation.ado;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Completed;
import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.contracts.events.HookEvent.Reason;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.contracts.events.TicketEvent.Asks;
import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.contracts.events.TicketEvent.Reopened;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.hookvalidation.Meaning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoHooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HostBinding HOST = new HostBinding("ado", HookKind.ADO, null, List.of());
    private static final TicketRules RULES =
            new TicketRules(List.of("millrace"), List.of("Millrace Bot", "bot@example.com"));

    private final AdoHooks hooks = new AdoHooks();

    @Test
    void opensATicketThatCarriesTheTag() {
        // Given
        ObjectNode created = sample("workitem.created");
        fields(created).put("System.Tags", "urgent; Millrace");

        // When
        Meaning meaning = read(created);

        // Then
        assertThat(meaning)
                .isEqualTo(fact(new Opened(
                        new TicketRef("ado", "GoodCompanyCloud", "5"),
                        "Some great new idea!",
                        URI.create("http://good-company.some.ssl.host/DefaultCollection/_apis/wit/workItems/5"),
                        1,
                        Asks.BY_TAG)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Millrace Bot\"",
                "\"Millrace Bot <bot@example.com>\"",
                "{\"displayName\":\"M\",\"uniqueName\":\"BOT@example.com\"}"
            })
    void opensATicketThatIsAssignedInEveryWayIdentitiesAreWritten(String identity) {
        // Given
        ObjectNode created = sample("workitem.created");
        fields(created).set("System.AssignedTo", parse(identity));

        // When
        Meaning meaning = read(created);

        // Then
        assertThat(opened(meaning).asks()).isEqualTo(Asks.BY_ASSIGNMENT);
    }

    @Test
    void opensATicketThatGetsTheTagLater() {
        // Given
        ObjectNode updated = sample("workitem.updated");
        changes(updated).putObject("System.Tags").put("newValue", "millrace");

        // When
        Meaning meaning = read(updated);

        // Then
        assertThat(opened(meaning).ticket()).isEqualTo(new TicketRef("ado", "GoodCompanyCloud", "5"));
        assertThat(opened(meaning).revision()).isEqualTo(2);
    }

    @Test
    void ignoresATicketThatLosesItsTag() {
        // Given
        ObjectNode updated = sample("workitem.updated");
        ((ObjectNode) updated.at("/resource/revision/fields")).put("System.Tags", "millrace");
        changes(updated).putObject("System.Tags").put("oldValue", "millrace");

        // When
        Meaning meaning = read(updated);

        // Then
        assertThat(meaning).isInstanceOf(Meaning.Nothing.class);
    }

    @Test
    void reopensATicketThatComesBackFromDone() {
        // Given
        ObjectNode updated = sample("workitem.updated");
        changes(updated).putObject("System.Tags").put("newValue", "millrace");
        changes(updated).putObject("System.State").put("oldValue", "Done").put("newValue", "Active");

        // When
        Meaning meaning = read(updated);

        // Then
        assertThat(((Meaning.Fact) meaning).payload()).isInstanceOf(Reopened.class);
    }

    @Test
    void ignoresATicketThatIsClosed() {
        // Given
        ObjectNode created = sample("workitem.created");
        fields(created).put("System.Tags", "millrace").put("System.State", "Closed");

        // When
        Meaning meaning = read(created);

        // Then
        assertThat(meaning).isInstanceOf(Meaning.Nothing.class);
    }

    @Test
    void ignoresATicketThatDoesNotAsk() {
        assertThat(read(sample("workitem.created"))).isInstanceOf(Meaning.Nothing.class);
    }

    @Test
    void refusesAProjectThatTheTenantDoesNotList() {
        // Given
        var host = new HostBinding("ado", HookKind.ADO, null, List.of("Other"));

        // When
        Meaning meaning = hooks.read(null, sample("workitem.created"), host, RULES);

        // Then
        assertThat(((Meaning.Unclear) meaning).reason()).isEqualTo(Reason.FOREIGN_PROJECT);
    }

    @Test
    void readsABuildOfVersionOne() {
        // When
        Meaning meaning = read(sample("build.complete"));

        // Then
        assertThat(meaning)
                .isEqualTo(fact(new Completed(
                        new BuildRef("ado", "be9b3917-87e6-42a4-a549-2bc06a7a878f", "2"),
                        "ConsumerAddressModule",
                        Result.SUCCEEDED,
                        "600c52d2d5b655caa111abfd863e5a9bd304bb0e",
                        "refs/heads/main",
                        Instant.parse("2015-04-07T18:04:06.83Z"),
                        Instant.parse("2015-04-07T18:06:10.69Z"),
                        URI.create("https://good-company.some.ssl.host/DefaultCollection/"
                                + "71777fbc-1cf2-4bd1-9540-128c1c71f766/_apis/build/Builds/2"))));
    }

    @Test
    void readsABuildOfALaterVersion() {
        // Given
        JsonNode body = parse("""
                {"eventType":"build.complete","resourceVersion":"5.1-preview.3","resource":{"id":9,
                 "status":"completed","result":"failed","sourceBranch":"refs/heads/x","sourceVersion":"abc1234",
                 "definition":{"name":"CI"},"project":{"name":"Fabrikam"}}}""");

        // When
        Meaning meaning = read(body);

        // Then
        assertThat(meaning)
                .isEqualTo(fact(new Completed(
                        new BuildRef("ado", "Fabrikam", "9"),
                        "CI",
                        Result.FAILED,
                        "abc1234",
                        "refs/heads/x",
                        null,
                        null,
                        null)));
    }

    @Test
    void readsAMergedPullRequest() {
        // When
        Meaning meaning = read(sample("git.pullrequest.updated"));

        // Then
        var updated = (PullRequestEvent.Updated) ((Meaning.Fact) meaning).payload();
        assertThat(updated.pullRequest()).isEqualTo(new PullRequestRef("ado", "Fabrikam", "Fabrikam", "1"));
        assertThat(updated.status()).isEqualTo(Status.MERGED);
        assertThat(updated.head()).isEqualTo("53d54ac915144006c2c9e90d2c7d3880920db49c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git.pullrequest.created", "git.pullrequest.merged"})
    void readsOtherPullRequestHooks(String name) {
        assertThat(((Meaning.Fact) read(sample(name))).payload()).isInstanceOf(PullRequestEvent.Updated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"git.push", "message.posted", "workitem.commented", "workitem.deleted", "bad.notMappedEventType"
            })
    void ignoresWhatNobodyActsOn(String name) {
        assertThat(read(sample(name))).isInstanceOf(Meaning.Nothing.class);
    }

    @Test
    void doesNotUnderstandABodyWithoutEventType() {
        assertThat(read(sample("bad.noEventType"))).isInstanceOf(Meaning.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\":\"workitem.created\"}",
                "{\"eventType\":\"workitem.created\",\"resource\":[]}",
                "{\"eventType\":\"workitem.created\",\"resource\":{\"id\":{},\"fields\":7}}",
                "{\"eventType\":\"workitem.updated\",\"resource\":{\"id\":5,\"url\":\"x\"}}",
                "{\"eventType\":\"build.complete\",\"resource\":{\"id\":5}}",
                "{\"eventType\":\"build.complete\",\"resource\":{\"id\":5,\"status\":\"exploded\"}}",
                "{\"eventType\":\"git.pullrequest.updated\",\"resource\":null}",
                "{\"eventType\":{}}"
            })
    void doesNotUnderstandWhatIsMissingOrOfAnotherType(String body) {
        assertThat(read(parse(body))).isInstanceOf(Meaning.Unclear.class);
    }

    private Meaning read(JsonNode body) {
        return hooks.read(null, body, HOST, RULES);
    }

    private static Meaning fact(Payload payload) {
        return new Meaning.Fact(payload, payload instanceof Opened opened ? opened.ticket() : null);
    }

    private static Opened opened(Meaning meaning) {
        return (Opened) ((Meaning.Fact) meaning).payload();
    }

    private static ObjectNode fields(ObjectNode hook) {
        return (ObjectNode) hook.at("/resource/fields");
    }

    private static ObjectNode changes(ObjectNode hook) {
        return fields(hook);
    }

    private static ObjectNode sample(String name) {
        try (var file = AdoHooksTest.class.getResourceAsStream("/ado/" + name + ".json")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) JSON.readTree(text.replace("\uFEFF", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
