package dev.millrace.codehosts.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.codehosts.HostException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of a host. */
public final class Reply {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*rel=\"?next\"?");

    private final Call call;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /** @param body is not copied */
    Reply(Call call, int status, HttpHeaders headers, byte[] body) {
        this.call = call;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** Not a copy. */
    public byte[] body() {
        return body;
    }

    /** @throws HostException.Unavailable when it is none, such as a sign-in page */
    public JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            throw new HostException.Unavailable(call + " was answered with something else than JSON", e);
        }
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The next page by the {@code Link} header (RFC 8288). */
    public Optional<URI> next() {
        for (String link : headers.allValues("Link")) {
            Matcher next = NEXT.matcher(link);
            if (next.find()) {
                return Optional.of(URI.create(next.group(1)));
            }
        }
        return Optional.empty();
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** What the host says went wrong, in one line. */
    public String complaint() {
        try {
            JsonNode node = JSON.readTree(body);
            JsonNode said = node == null ? MissingNode.getInstance() : node.path("message");
            if (said.isMissingNode() && node != null) {
                said = node.path("error_description").isMissingNode()
                        ? node.path("error")
                        : node.path("error_description");
            }
            String text = said.isTextual() ? said.asText() : said.isMissingNode() ? "" : said.toString();
            return text.length() > 300 ? text.substring(0, 300) : text;
        } catch (IOException e) {
            return "";
        }
    }
}
