package dev.millrace.codehosts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who looks after which files, as a CODEOWNERS file says: of the patterns that match a file, the last one counts. Lines
 * that make no sense, and GitLab's section heads, are passed over.
 */
public final class CodeOwners {

    /** Where such a file may lie; the first that is there counts. */
    public static final List<String> PATHS =
            List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private record Rule(Pattern files, List<String> owners) {}

    private final List<Rule> rules;

    private CodeOwners(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    public static CodeOwners parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> words = BLANKS.splitAsStream(
                            line.replaceFirst("(^|\\s)#.*", "").strip())
                    .toList();
            String pattern = words.getFirst();
            if (!pattern.isEmpty() && !pattern.startsWith("[") && !pattern.startsWith("^")) {
                rules.add(new Rule(
                        glob(pattern),
                        words.stream().skip(1).map(CodeOwners::name).toList()));
            }
        }
        return new CodeOwners(rules);
    }

    /** Everybody who looks after one of these files: logins, e-mail addresses, {@code @org/team}. */
    public Set<String> of(Collection<String> paths) {
        Set<String> owners = new LinkedHashSet<>();
        for (String path : paths) {
            rules.reversed().stream()
                    .filter(rule -> rule.files().matcher(path).matches())
                    .findFirst()
                    .ifPresent(rule -> owners.addAll(rule.owners()));
        }
        return owners;
    }

    private static String name(String owner) {
        return owner.startsWith("@") && !owner.contains("/") ? owner.substring(1) : owner;
    }

    /** A pattern with a slash before its end is anchored; one that names a folder has all that is in it. */
    private static Pattern glob(String pattern) {
        String body = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        boolean anchored = (body.indexOf('/') >= 0 && body.indexOf('/') < body.length() - 1) || pattern.startsWith("/");
        var regex = new StringBuilder(anchored ? "" : "(?:.*/)?");
        for (int i = 0; i < body.length(); i++) {
            char next = body.charAt(i);
            if (body.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (body.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (next == '*') {
                regex.append("[^/]*");
            } else if (next == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(next)));
            }
        }
        boolean oneLevel = body.endsWith("/*");
        return Pattern.compile(regex + (body.endsWith("/") ? ".*" : oneLevel ? "" : "(?:/.*)?"));
    }
}
