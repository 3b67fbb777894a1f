package dev.millrace.approval.page;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one of the page's forms sent.
 *
 * @param form its token
 * @param diff that it names
 * @param choice by the button's value
 * @param comment with line ends as in Unix
 * @param to whom a say is handed on to
 */
record Submission(String form, String diff, Choice choice, String comment, String to) {

    enum Choice {
        APPROVE,
        REJECT,
        DELEGATE,
        RETRACT,
        /** None of the buttons. */
        NONE;

        private static Choice of(String value) {
            return switch (value) {
                case "approve" -> APPROVE;
                case "reject" -> REJECT;
                case "delegate" -> DELEGATE;
                case "retract" -> RETRACT;
                default -> NONE;
            };
        }
    }

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
                    Choice.of(field(fields, "decision")),
                    clean(field(fields, "comment")),
                    field(fields, "to")));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
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
