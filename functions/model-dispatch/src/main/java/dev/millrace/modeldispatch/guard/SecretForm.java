package dev.millrace.modeldispatch.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One form of secret.
 *
 * @param anchor literal piece of it
 * @param shape tells where it begins and ends around the anchor
 */
record SecretForm(String kind, String anchor, Shape shape) {

    /** What runs of characters a secret is made of. */
    private enum Part {
        ALNUM(""),
        UPPER(""),
        WORD("_"),
        DASHED("_-"),
        ENTRA("_-.~"),
        BASE64("+/=");

        private final String others;

        Part(String others) {
            this.others = others;
        }

        boolean has(char c) {
            return (Chars.isAscii(c) && (this != UPPER || c <= 'Z')) || others.indexOf(c) >= 0;
        }

        int run(String text, int from, int most) {
            int end = from;
            while (end < text.length() && end - from < most && has(text.charAt(end))) {
                end++;
            }
            return end;
        }

        int back(String text, int from, int most) {
            int start = from;
            while (start > 0 && from - start < most && has(text.charAt(start - 1))) {
                start--;
            }
            return start;
        }
    }

    static final List<SecretForm> ALL = List.of(
            new SecretForm("aws-key", "AKIA", prefix(Part.UPPER, 16, 16)),
            new SecretForm("aws-key", "ASIA", prefix(Part.UPPER, 16, 16)),
            new SecretForm("github-token", "ghp_", prefix(Part.ALNUM, 36, 255)),
            new SecretForm("github-token", "gho_", prefix(Part.ALNUM, 36, 255)),
            new SecretForm("github-token", "ghu_", prefix(Part.ALNUM, 36, 255)),
            new SecretForm("github-token", "ghs_", prefix(Part.ALNUM, 36, 255)),
            new SecretForm("github-token", "ghr_", prefix(Part.ALNUM, 36, 255)),
            new SecretForm("github-token", "github_pat_", prefix(Part.WORD, 60, 255)),
            new SecretForm("gitlab-token", "glpat-", prefix(Part.DASHED, 20, 255)),
            new SecretForm("azure-devops-token", "AZDO", SecretForm::azureDevOps),
            new SecretForm("azure-storage-key", "AccountKey=", prefix(Part.BASE64, 60, 255)),
            new SecretForm("azure-access-key", "SharedAccessKey=", prefix(Part.BASE64, 40, 255)),
            new SecretForm("entra-secret", "8Q~", SecretForm::entra),
            new SecretForm("slack-token", "xox", prefix(Part.DASHED, 12, 255)),
            new SecretForm("model-key", "sk-", prefix(Part.DASHED, 32, 255)),
            new SecretForm("google-key", "AIza", prefix(Part.DASHED, 35, 35)),
            new SecretForm("npm-token", "npm_", prefix(Part.ALNUM, 36, 36)),
            new SecretForm("signed-token", "eyJ", SecretForm::jwt),
            new SecretForm("password-in-url", "://", SecretForm::url));

    /** The span of a secret around an anchor; null when there is none. */
    interface Shape {
        @Nullable
        Span find(String text, int anchor, int length, String kind);
    }

    /** Adds each that is found. Time is linear: a shape reads a bounded stretch, or one that no other anchor reads. */
    void find(String text, List<Span> spans) {
        int at = text.indexOf(anchor);
        while (at >= 0) {
            Span span = shape.find(text, at, anchor.length(), kind);
            if (span != null) {
                spans.add(span);
            }
            at = text.indexOf(anchor, span == null ? at + anchor.length() : Math.max(span.end(), at + 1));
        }
    }

    /** The anchor begins it, and so many characters follow; a longer run is none when there is a most. */
    private static Shape prefix(Part part, int least, int most) {
        return (text, anchor, length, kind) -> {
            int end = part.run(text, anchor + length, most);
            boolean whole = end - anchor - length >= least && (most > least || !Part.WORD.has(Chars.at(text, end)));
            return whole && !Part.WORD.has(Chars.at(text, anchor - 1)) ? new Span(anchor, end, kind) : null;
        };
    }

    private static @Nullable Span azureDevOps(String text, int anchor, int length, String kind) {
        int start = Part.ALNUM.back(text, anchor, 76);
        int end = Part.ALNUM.run(text, anchor + length, 5);
        return anchor - start == 76 && end - anchor - length == 4 && !Part.WORD.has(Chars.at(text, start - 1))
                ? new Span(start, end, kind)
                : null;
    }

    private static @Nullable Span entra(String text, int anchor, int length, String kind) {
        int start = Part.ENTRA.back(text, anchor, 3);
        int end = Part.ENTRA.run(text, anchor + length, 34);
        return anchor - start == 3 && end - anchor - length == 34 ? new Span(start, end, kind) : null;
    }

    /** JSON Web Signature, compact (RFC 7515, section 7.1). It begins behind a character that is none of its own. */
    private static @Nullable Span jwt(String text, int anchor, int length, String kind) {
        if (Part.DASHED.has(Chars.at(text, anchor - 1))) {
            return null;
        }
        int header = Part.DASHED.run(text, anchor, Integer.MAX_VALUE);
        if (header - anchor < 13 || Chars.at(text, header) != '.' || !text.startsWith("eyJ", header + 1)) {
            return null;
        }
        int payload = Part.DASHED.run(text, header + 1, Integer.MAX_VALUE);
        if (payload - header < 14 || Chars.at(text, payload) != '.') {
            return null;
        }
        int end = Part.DASHED.run(text, payload + 1, Integer.MAX_VALUE);
        return end - payload > 20 ? new Span(anchor, end, kind) : null;
    }

    /** {@code scheme://user:password@host}; the password alone is the secret. */
    private static @Nullable Span url(String text, int anchor, int length, String kind) {
        int user = userInfo(text, anchor + length);
        if (!Chars.isAscii(Chars.at(text, anchor - 1)) || user == anchor + length || Chars.at(text, user) != ':') {
            return null;
        }
        int end = userInfo(text, user + 1);
        char first = Chars.at(text, user + 1);
        boolean password = end - user > 8 && first != '$' && first != '{';
        return password && Chars.at(text, end) == '@' ? new Span(user + 1, end, kind) : null;
    }

    private static int userInfo(String text, int from) {
        int end = from;
        while (end - from < 255 && Chars.at(text, end) > ' ' && "/:@<\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
