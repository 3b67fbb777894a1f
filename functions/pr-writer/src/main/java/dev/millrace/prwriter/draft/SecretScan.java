package dev.millrace.prwriter.draft;

import dev.millrace.contracts.document.EditSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in what would be written. The forms are those that their issuers document; a key or password that is
 * given a long random value is taken for one too, unless it is plainly a placeholder.
 */
final class SecretScan {

    private static final Map<Pattern, String> FORMS = forms();
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?i)(?:api[_-]?key|secret|passw(?:or)?d|token|access[_-]?key|client[_-]?secret|connection[_-]?string)"
                    + "[\"']?\\s*[:=]\\s*[\"']([^\"'\\s]{16,})[\"']");
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i).*(example|placeholder|changeme|your[-_]|xxxx|\\$\\{|\\{\\{|<[a-z]|dummy|fake|test|%s).*");
    private static final double RANDOM_BITS = 3.5;

    private SecretScan() {}

    /** @param line from 1 */
    record Found(String path, int line, String what) {}

    /** The first one. */
    static Optional<Found> find(EditSet edits) {
        for (EditSet.Edit edit : edits.edits()) {
            String text = edit.text();
            if (text != null) {
                Optional<Found> found = find(edit.path(), text);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> find(String path, String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            for (Map.Entry<Pattern, String> form : FORMS.entrySet()) {
                if (form.getKey().matcher(lines[i]).find()) {
                    return Optional.of(new Found(path, i + 1, form.getValue()));
                }
            }
            Matcher assignment = ASSIGNMENT.matcher(lines[i]);
            while (assignment.find()) {
                String value = assignment.group(1);
                if (!PLACEHOLDER.matcher(value).matches() && bits(value) >= RANDOM_BITS) {
                    return Optional.of(new Found(path, i + 1, "a password or key"));
                }
            }
        }
        return Optional.empty();
    }

    /** Shannon entropy of a character. */
    static double bits(String text) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        text.codePoints().forEach(point -> counts.merge(point, 1, Integer::sum));
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / text.codePointCount(0, text.length());
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    private static Map<Pattern, String> forms() {
        Map<Pattern, String> forms = new LinkedHashMap<>();
        forms.put(Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"), "a private key");
        forms.put(Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"), "an AWS access key");
        forms.put(Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"), "a GitHub token");
        forms.put(Pattern.compile("\\bgithub_pat_[A-Za-z0-9_]{60,}\\b"), "a GitHub token");
        forms.put(Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20,}"), "a GitLab token");
        forms.put(Pattern.compile("\\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\\b"), "an Azure DevOps token");
        forms.put(Pattern.compile("(?i)\\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}"), "an Azure storage key");
        forms.put(Pattern.compile("\\b[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}"), "an Entra client secret");
        forms.put(Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"), "a Slack token");
        forms.put(Pattern.compile("\\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}"), "a model provider's key");
        forms.put(Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"), "a Google API key");
        forms.put(Pattern.compile("\\bnpm_[A-Za-z0-9]{36}\\b"), "an npm token");
        forms.put(
                Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}"),
                "a signed token");
        forms.put(Pattern.compile("[a-z][a-z0-9+]*://[^/\\s:@]+:[^/\\s:@${<]{8,}@[^/\\s]+"), "a password in a URL");
        return forms;
    }
}
