package dev.millrace.runtime.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Grace: her link, and what she does with it in her browser. Thread-safe. */
public final class Approver {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SEE_OTHER = 303;

    private static final HttpClient BROWSER = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Platform platform;

    public Approver(Platform platform) {
        this.platform = platform;
    }

    /** The link that Grace is sent. */
    public URI link(UUID question) throws IOException, InterruptedException {
        JsonNode asked = platform.function("/approvals/api/" + question, Map.of());
        for (JsonNode person : asked.path("people")) {
            if (person.path("id").asText().equals(Team.APPROVER)) {
                return URI.create(person.path("link").asText());
            }
        }
        throw new IllegalStateException(
                "Grace is not among those who may decide the question " + question + ": " + asked.path("people"));
    }

    /** Opens the page, and presses the button of the form that it shows. */
    public void approve(URI link) throws IOException, InterruptedException {
        String page = page(link);
        String form = "form=" + encoded(field(page, "form")) + "&diff=" + encoded(field(page, "diff"))
                + "&comment=&decision=approve";
        HttpResponse<Void> answer = BROWSER.send(
                HttpRequest.newBuilder(link.resolve(action(page)))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", link.getScheme() + "://" + link.getAuthority())
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != SEE_OTHER) {
            throw new IOException("The form for approval was answered with " + answer.statusCode());
        }
    }

    /** What she sees. */
    public String page(URI link) throws IOException, InterruptedException {
        HttpResponse<String> page =
                BROWSER.send(HttpRequest.newBuilder(link).timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IOException("The page for approval answered " + page.statusCode() + " at " + link.getPath());
        }
        return page.body();
    }

    private static String field(String page, String name) throws IOException {
        return found(page, "name=\"" + name + "\" value=\"([^\"]*)\"");
    }

    private static String action(String page) throws IOException {
        return found(page, "<form method=\"post\" action=\"([^\"]*)\"").replace("&amp;", "&");
    }

    private static String found(String page, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        if (!matcher.find()) {
            throw new IOException("The page for approval shows no form: somebody may have decided meanwhile");
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
