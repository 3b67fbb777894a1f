package dev.millrace.forge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.forge.people.Person;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouterTest {

    private final Router routes = new Router()
            .get("projects/{project}", call -> Reply.text("one " + call.at("project")))
            .get("projects/all", call -> Reply.text("all"))
            .get("{project?}/_apis/refs", call -> Reply.text("refs of '" + call.at("project") + "'"))
            .get("files/{path...}", call -> Reply.text("file " + call.at("path")))
            .post("projects/{project}", call -> Reply.text("made"));

    @Test
    void findsHandlersByWordsAndPlaceholders() {
        // When
        List<String> answers = Stream.of(
                        "projects/grp%2Fapp", "Projects/ALL", "_apis/refs", "shop/_apis/refs/", "files/a/b%20c+d.txt")
                .map(path -> new String(routes.route(call("GET", path)).body(), StandardCharsets.UTF_8))
                .toList();

        // Then
        assertThat(answers).containsExactly("one grp/app", "all", "refs of ''", "refs of 'shop'", "file a/b c+d.txt");
    }

    @Test
    void tellsAWrongMethodFromAWrongPath() {
        // When
        assertThatThrownBy(() -> routes.route(call("DELETE", "projects/shop")))
                // Then
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(405));
        assertThatThrownBy(() -> routes.route(call("GET", "nowhere")))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(404));
    }

    private static Call call(String method, String path) {
        var by = new Person(1, "ada", "Ada", "ada@millrace.test");
        return new Call(method, path, Map.of(), Map.of(), Map.of(), new byte[0], by, "http://localhost");
    }
}
