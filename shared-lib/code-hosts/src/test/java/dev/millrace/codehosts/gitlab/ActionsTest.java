package dev.millrace.codehosts.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.EditSet.Action;
import dev.millrace.contracts.document.EditSet.Edit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private static final Map<String, String> THERE = Map.of("a.txt", "c1", "b.txt", "c2");

    private static JsonNode actions(Edit... edits) {
        return Actions.of(new EditSet(List.of(edits)), THERE);
    }

    private static Edit write(String path) {
        return new Edit(Action.WRITE, path, "text\r\n", null);
    }

    private static Edit rename(String from, String path) {
        return new Edit(Action.RENAME, path, null, from);
    }

    private static Edit delete(String path) {
        return new Edit(Action.DELETE, path, null, null);
    }

    private static List<String> names(JsonNode actions) {
        return actions.valueStream()
                .map(action -> action.path("action").asText() + " "
                        + action.path("file_path").asText())
                .toList();
    }

    @Test
    void aWriteCreatesOrUpdatesAndGuardsWhatIsThere() {
        // When
        JsonNode actions = actions(write("a.txt"), write("new.txt"));

        // Then
        assertThat(names(actions)).containsExactly("update a.txt", "create new.txt");
        assertThat(actions.at("/0/last_commit_id").asText()).isEqualTo("c1");
        assertThat(actions.at("/1").has("last_commit_id")).isFalse();
        assertThat(actions.at("/0/content").asText()).isEqualTo("dGV4dA0K");
    }

    @Test
    void editsSeeWhatTheOnesBeforeThemDid() {
        // When
        JsonNode actions =
                actions(rename("a.txt", "c.txt"), write("a.txt"), write("c.txt"), delete("b.txt"), write("b.txt"));

        // Then
        assertThat(names(actions))
                .containsExactly("move c.txt", "create a.txt", "update c.txt", "delete b.txt", "create b.txt");
        assertThat(actions.at("/0/previous_path").asText()).isEqualTo("a.txt");
        assertThat(actions.at("/0").has("content")).isFalse();
        assertThat(actions.valueStream()
                        .map(action -> action.path("last_commit_id").asText()))
                .containsExactly("c1", "", "", "c2", "");
    }

    @Test
    void whatDoesNotFitIsInvalid() {
        // When
        assertThatThrownBy(() -> actions(delete("none.txt")))
                // Then
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("no 'none.txt' to delete");
        assertThatThrownBy(() -> actions(delete("a.txt"), delete("a.txt"))).isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> actions(rename("a.txt", "b.txt"))).isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> actions(new Edit(Action.WRITE, "a.txt", null, null)))
                .isInstanceOf(HostException.Invalid.class);
    }
}
