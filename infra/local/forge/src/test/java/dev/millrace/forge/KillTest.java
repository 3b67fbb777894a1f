package dev.millrace.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forge as a program of its own, killed while it works. */
class KillTest {

    private static final Pattern ADDRESS = Pattern.compile("Azure DevOps (http://\\S+)");
    private static final Pattern TOKEN = Pattern.compile("Token of millrace: (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatWasAnsweredIsThereAfterKillNine() throws Exception {
        // Given
        List<Long> answered = new ArrayList<>();
        Program first = start();
        try {
            Thread killer = Thread.ofVirtual().unstarted(first.process()::destroyForcibly);
            for (int i = 0; i < 400; i++) {
                if (i == 60) {
                    killer.start();
                }
                HttpResponse<String> made = first.create("ticket " + i);
                if (made.statusCode() == 200) {
                    answered.add(TestForge.JSON.readTree(made.body()).path("id").asLong());
                }
            }
        } catch (IOException e) {
            assertThat(answered).hasSizeGreaterThanOrEqualTo(60);
        }

        // When
        Program second = start();

        // Then
        try {
            for (long id : answered) {
                JsonNode ticket = second.get("/_apis/wit/workitems/" + id);
                assertThat(ticket.path("id").asLong()).isEqualTo(id);
            }
        } finally {
            second.process().destroy();
            assertThat(second.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private record Program(Process process, HttpClient http, String base, String token) {

        HttpResponse<String> create(String title) throws IOException, InterruptedException {
            String patch = "[{\"op\":\"add\",\"path\":\"/fields/System.Title\",\"value\":\"" + title + "\"}]";
            return http.send(
                    request("/shop/_apis/wit/workitems/$Bug")
                            .POST(HttpRequest.BodyPublishers.ofString(patch))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        JsonNode get(String path) throws IOException, InterruptedException {
            return TestForge.JSON.readTree(http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + token);
        }
    }

    private Program start() throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForgeCommand.class.getName(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        "0",
                        "--seed",
                        "shop")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> TOKEN.matcher(Files.readString(out)).find());
        String text = Files.readString(out);
        Matcher address = ADDRESS.matcher(text);
        Matcher token = TOKEN.matcher(text);
        assertThat(address.find() && token.find()).isTrue();
        return new Program(process, http, address.group(1), token.group(1));
    }
}
