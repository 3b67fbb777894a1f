package dev.millrace.forge.ado;

import static dev.millrace.forge.ado.Ado.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoWorkItemTest {

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void aWorkItemIsMadeByAPatch() {
        // When
        JsonNode made = forge.post(
                        ITEMS + "/$User%20Story",
                        "[{'op':'add','path':'/fields/System.Title','value':'Plums'},"
                                + "{'op':'add','path':'/fields/System.AssignedTo','value':'ada'}]")
                .json();

        // Then
        assertThat(made.path("rev").asInt()).isEqualTo(1);
        assertThat(made.path("fields").path("System.WorkItemType").asText()).isEqualTo("User Story");
        assertThat(made.path("fields").path("System.State").asText()).isEqualTo("New");
        assertThat(made.path("fields")
                        .path("System.AssignedTo")
                        .path("displayName")
                        .asText())
                .isEqualTo("Ada");
    }

    @Test
    void aStaleRevisionChangesNothing() {
        // Given
        forge.patch(ITEMS + "/1", "[{'op':'add','path':'/fields/System.State','value':'Active'}]");

        // When
        TestForge.Answer late = forge.patch(
                ITEMS + "/1",
                "[{'op':'test','path':'/rev','value':1},"
                        + "{'op':'add','path':'/fields/System.State','value':'Closed'}]");

        // Then
        assertThat(late.status()).isEqualTo(412);
        assertThat(forge.get(ITEMS + "/1")
                        .json()
                        .path("fields")
                        .path("System.State")
                        .asText())
                .isEqualTo("Active");
    }

    @Test
    void theSameValueAgainIsNoNewRevision() {
        // Given
        String patch = "[{'op':'add','path':'/fields/System.Tags','value':'a; b'}]";
        forge.patch(ITEMS + "/1", patch);

        // When
        JsonNode again = forge.patch(ITEMS + "/1", patch).json();

        // Then
        assertThat(again.path("rev").asInt()).isEqualTo(2);
    }

    @Test
    void updatesTellWhatEveryRevisionChanged() {
        // Given
        forge.patch(ITEMS + "/1", "[{'op':'add','path':'/fields/System.State','value':'Active'}]");

        // When
        JsonNode updates = forge.get(ITEMS + "/1/updates").json();

        // Then
        assertThat(updates.path("count").asInt()).isEqualTo(2);
        JsonNode state = updates.at("/value/1/fields").path("System.State");
        assertThat(state.path("oldValue").asText()).isEqualTo("New");
        assertThat(state.path("newValue").asText()).isEqualTo("Active");
    }

    @Test
    void wrongFieldsAreRefusedByName() {
        // When
        TestForge.Answer state =
                forge.patch(ITEMS + "/1", "[{'op':'add','path':'/fields/System.State','value':'Nowhere'}]");
        TestForge.Answer title = forge.post(ITEMS + "/$Bug", "[]");
        TestForge.Answer type =
                forge.post(ITEMS + "/$Whim", "[{'op':'add','path':'/fields/System.Title','value':'t'}]");

        // Then
        assertThat(state.status()).isEqualTo(400);
        assertThat(state.json().path("message").asText()).contains("System.State");
        assertThat(title.json().path("message").asText()).contains("System.Title");
        assertThat(type.json().path("message").asText()).contains("Whim");
    }

    @Test
    void commentsAreListedNewestFirst() {
        // Given
        forge.post(ITEMS + "/1/comments", "{'text':'one'}");
        forge.patch(ITEMS + "/1", "[{'op':'add','path':'/fields/System.History','value':'two'}]");

        // When
        JsonNode comments = forge.get(ITEMS + "/1/comments").json();

        // Then
        assertThat(comments.path("totalCount").asInt()).isEqualTo(2);
        assertThat(comments.at("/comments/0/text").asText()).isEqualTo("two");
    }

    @Test
    void queriesFindByFieldsTagsAndDates() {
        // Given
        forge.patch(ITEMS + "/2", "[{'op':'add','path':'/fields/System.State','value':'Closed'}]");

        // When
        List<Long> open = query("[System.State] <> 'Closed' AND [System.Tags] CONTAINS 'millrace'", "");
        List<Long> closed = query("[State] IN ('Closed', 'Done') OR ([System.Id] > 100)", "");
        List<Long> today = query("[System.ChangedDate] >= @today - 1 AND [System.TeamProject] = @project", "");
        List<Long> future = query("[System.ChangedDate] > '2999-01-01T00:00:00Z'", "?timePrecision=true");
        List<Long> titled = query("NOT [System.Title] CONTAINS 'plum' AND [System.CreatedBy] = @Me", "");

        // Then
        assertThat(open).containsExactly(1L);
        assertThat(closed).containsExactly(2L);
        assertThat(today).containsExactly(1L, 2L);
        assertThat(future).isEmpty();
        assertThat(titled).containsExactly(1L);
    }

    @Test
    void aTimeWithoutTimePrecisionIsRefusedAsAzureDevOpsDoes() {
        // When
        TestForge.Answer answer = wiql("[System.ChangedDate] > '2020-01-01T10:00:00Z'", "");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains("timePrecision");
    }

    @Test
    void queriesThatCannotBeReadSayWhere() {
        // When
        List<Integer> answers = List.of(
                wiql("[System.State] = ", "").status(),
                wiql("[System.State] LIKE 'x'", "").status(),
                wiql("([System.State] = 'x'", "").status(),
                wiql("[System.ChangedDate] > 'yesterday'", "").status(),
                wiql("§", "").status());

        // Then
        assertThat(answers).containsOnly(400);
    }

    private List<Long> query(String where, String parameters) {
        List<Long> ids = new ArrayList<>();
        wiql(where, parameters)
                .json()
                .path("workItems")
                .forEach(item -> ids.add(item.path("id").asLong()));
        return ids;
    }

    private TestForge.Answer wiql(String where, String parameters) {
        String query = "SELECT [System.Id] FROM WorkItems WHERE " + where + " ORDER BY [System.Id] ASC";
        return forge.send(forge.request("POST", Ado.ORG + "/shop/_apis/wit/wiql" + parameters, null)
                .header("Authorization", forge.authorization("millrace"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        TestForge.JSON.createObjectNode().put("query", query).toString())));
    }
}
