package dev.millrace.approval.page;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page's form sent.
 *
 * @param form its token
 * @param diff that it names
 * @param decision the button's value
 * @param comment with line ends as in Unix
 */
record Submission(String form, String diff, String decision, String comment) {

    /** Characters, as people and the hint on the page count them: UTF-16 units, like {@code maxlength}. */
    static final int LONGEST_COMMENT = 1_000;

    private static final int MOST_FIELDS = 16;

    /** @return empty when it is no {@code application/x-www-form-urlencoded} */
    static Optional<Submission> read(byte[] body) {
        try {
            Map<String, List<String>> fields = new QueryStringDecoder(
                            new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, MOST_FIELDS)
                    .parameters();
            return Optional.of(new Submission(
                    field(fields, "form"),
                    field(fields, "diff"),
                    field(fields, "decision"),
                    clean(field(fields, "comment"))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    boolean approves() {
        return decision.equals("approve");
    }

    boolean isChoice() {
        return approves() || decision.equals("reject");
    }

    private static String field(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.size() == 1 ? values.getFirst() : "";
    }

    /** PostgreSQL's text holds no NUL, and UTF-8 no lone surrogate. */
    private static String clean(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\uFFFD');
        return new String(lines.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    }
}
