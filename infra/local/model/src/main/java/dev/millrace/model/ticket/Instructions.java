package dev.millrace.model.ticket;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a ticket asks for, in its order. The instructions may stand anywhere in the text, one behind the other:
 *
 * <pre>
 * replace "Hello" with "Good morning" in src/Greeting.java
 * add "One more line" to README.md
 * delete docs/old.md
 * create file notes/plan.txt with "First line\nSecond line"
 * </pre>
 *
 * {@code at first} in front of one makes it take the place of all others for its file in the first attempt: so that
 * attempt can fail the build.
 *
 * @param lasting what is to be there in the end
 * @param atFirst what the first attempt does instead
 */
public record Instructions(List<Instruction> lasting, List<Instruction> atFirst) {

    private static final String QUOTED = "[\"“„]((?:[^\"“”\\\\]|\\\\.)*+)[\"”“]";
    private static final String PATH = "[`'\"]?([\\p{L}\\p{N}_./-]*[\\p{L}\\p{N}_/-])[`'\"]?";
    private static final String FILE = "(?:the )?(?:file )?";
    /** Editors of tickets leave other blanks and line ends between words. */
    private static final String BLANKS = "[\\s\\h]+";

    private static final Pattern ONE = Pattern.compile(
            ("(?<first>at first,? )?\\b(?:"
                            + "replace " + QUOTED + " (?:with|by) " + QUOTED + " in " + FILE + PATH
                            + "|add " + QUOTED + " to " + FILE + PATH
                            + "|delete " + FILE + PATH
                            + "|create " + FILE + PATH + " with " + QUOTED
                            + ")")
                    .replace(" ", BLANKS),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    public Instructions {
        lasting = List.copyOf(lasting);
        atFirst = List.copyOf(atFirst);
    }

    public static Instructions in(String ticket) {
        var lasting = new ArrayList<Instruction>();
        var atFirst = new ArrayList<Instruction>();
        ONE.matcher(ticket).results().forEach(found -> {
            Instruction instruction = instruction(found);
            (found.group("first") == null ? lasting : atFirst).add(instruction);
        });
        return new Instructions(lasting, atFirst);
    }

    /** What an attempt does. */
    public List<Instruction> of(boolean repair) {
        if (repair) {
            return lasting;
        }
        Set<String> spoilt = atFirst.stream().map(Instruction::path).collect(Collectors.toSet());
        return Stream.concat(lasting.stream().filter(each -> !spoilt.contains(each.path())), atFirst.stream())
                .toList();
    }

    public boolean isEmpty() {
        return lasting.isEmpty() && atFirst.isEmpty();
    }

    private static Instruction instruction(MatchResult found) {
        if (found.group(4) != null) {
            return new Instruction.Replace(found.group(4), text(found.group(2)), text(found.group(3)));
        }
        if (found.group(6) != null) {
            return new Instruction.Add(found.group(6), text(found.group(5)));
        }
        return found.group(7) != null
                ? new Instruction.Delete(found.group(7))
                : new Instruction.Create(found.group(8), text(found.group(9)));
    }

    /** Without the backslashes that stand for line ends, tabs, quotes and themselves. */
    private static String text(String quoted) {
        var text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char escaped = quoted.charAt(++i);
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> escaped;
                        });
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
