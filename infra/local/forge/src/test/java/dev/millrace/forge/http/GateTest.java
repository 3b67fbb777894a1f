package dev.millrace.forge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.forge.TestForge;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {

    private static final String PROJECTS = "/ado/millrace/_apis/projects";

    @Test
    void onlyKnownTokensGetIn(@TempDir Path data) {
        try (var forge = new TestForge(data)) {
            // Given
            String token = forge.forge().token("ada");

            // When
            List<Integer> answers = List.of(
                    ask(forge, "Authorization", "Bearer " + token),
                    ask(forge, "Authorization", "token " + token),
                    ask(forge, "PRIVATE-TOKEN", token),
                    ask(forge, "Authorization", "Bearer wrong"),
                    ask(forge, "Authorization", "Basic !!!"),
                    ask(forge, "PRIVATE-TOKEN", ""),
                    ask(forge, "X-Nothing", "x"));

            // Then
            assertThat(answers).containsExactly(200, 200, 200, 401, 401, 401, 401);
        }
    }

    @Test
    void tokensOutliveARestart(@TempDir Path data) {
        try (var forge = new TestForge(data)) {
            // Given
            forge.forge().tokens().register("my-own-token", "grace");

            // When
            forge.restart();

            // Then
            assertThat(ask(forge, "Authorization", "Bearer my-own-token")).isEqualTo(200);
        }
    }

    private static int ask(TestForge forge, String header, String value) {
        return forge.send(forge.request("GET", PROJECTS, null).header(header, value))
                .status();
    }
}
