package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds text that wants to be obeyed instead of read. Each signal has a score, and text is suspicious when different
 * signals come to {@value #SUSPICIOUS}: one plain order to drop the rules, or two weaker hints. It is a heuristic: it
 * catches the copied attack, not the inventive one.
 */
final class Injections {

    static final int SUSPICIOUS = 100;
    private static final int WINDOW = 120;
    private static final String RULES = "(?:instruction|rule|prompt|guideline|direction|message|context|command)s?";

    private static final String OF_OTHERS =
            "(?:\\w+ ){0,3}?(?:all|any|previous|prior|above|earlier|preceding|your|system) (?:\\w+ ){0,3}?";

    private static final List<Signal> SIGNALS = List.of(
            new Signal("ignore", 100, "ignore " + OF_OTHERS + RULES),
            new Signal("disregard", 100, "disregard " + OF_OTHERS + RULES),
            new Signal("forget", 100, "forget " + OF_OTHERS + RULES),
            new Signal("override", 60, "override " + OF_OTHERS + RULES),
            new Signal("system prompt", 60, "system prompt"),
            new Signal("reveal", 50, "reveal (?:\\w+ ){0,3}?(?:prompt|instructions|secret|key)s?"),
            new Signal("you are now", 50, "you are now (?:\\w+ ){0,3}?\\w+"),
            new Signal("developer mode", 60, "developer mode"),
            new Signal("do anything now", 100, "do anything now"),
            new Signal("jailbreak", 60, "jailbreak"),
            new Signal("new instructions", 50, "new instructions:"),
            new Signal("do not tell", 50, "do not tell (?:the )?(?:user|anyone|developer)"),
            new Signal("<|im_start|>", 100, "<\\|im_start\\|>"),
            new Signal("[inst]", 60, "\\[inst\\]"),
            new Signal("### system", 60, "### system"),
            new Signal("ignoriere", 100, "ignoriere (?:\\w+ ){0,4}?(?:anweisung|regel|vorgabe|befehl)(?:en|n|e)?"),
            new Signal("ignorez", 100, "ignorez (?:\\w+ ){0,4}?(?:instruction|consigne|r\u00e8gle)s?"));

    private Injections() {}

    private record Signal(String anchor, int score, Pattern pattern) {
        Signal(String anchor, int score, String pattern) {
            this(anchor, score, Pattern.compile(pattern.replace(" ", "\\s{1,4}+"), Pattern.UNICODE_CHARACTER_CLASS));
        }
    }

    /** The places of all signals; none when they do not come to {@value #SUSPICIOUS} together. */
    static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>(0);
        String lower = lower(text);
        int score = 0;
        for (Signal signal : SIGNALS) {
            int before = spans.size();
            find(lower, signal, spans);
            score += spans.size() > before ? signal.score() : 0;
        }
        return score >= SUSPICIOUS ? Span.apart(spans) : List.of();
    }

    /** Of the same length, unlike {@link String#toLowerCase}. */
    private static String lower(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = Character.toLowerCase(chars[i]);
        }
        return new String(chars);
    }

    /** A pattern sees a bounded stretch from its anchor on, so that time stays linear. */
    private static void find(String lower, Signal signal, List<Span> spans) {
        int at = lower.indexOf(signal.anchor());
        while (at >= 0) {
            int end = at + signal.anchor().length();
            Matcher matcher = signal.pattern().matcher(lower).region(at, Math.min(lower.length(), at + WINDOW));
            if (matcher.lookingAt()) {
                end = matcher.end();
                spans.add(new Span(at, end, "instruction"));
            }
            at = lower.indexOf(signal.anchor(), end);
        }
    }
}
