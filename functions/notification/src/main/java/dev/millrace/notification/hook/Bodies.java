package dev.millrace.notification.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.notification.delivery.Letter;
import dev.millrace.notification.message.Message;
import dev.millrace.notification.message.Note;
import dev.millrace.notification.message.PlainText;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A letter in the words of each service, where text is text and never markup. */
@Singleton
class Bodies {

    /** So that ten sections stay below the 28 KB that Teams takes. */
    private static final int LONGEST_OF_MANY = 600;

    private static final int LONGEST = 2_800;

    /** What Slack takes, escaped. */
    private static final int SLACK_HEADER = 150;

    private static final int SLACK_TEXT = 3_000;

    private final ObjectMapper json;
    private final Clock clock;

    Bodies(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * An Adaptive Card 1.5 for a Workflows webhook. All text is in text runs, which know no Markdown, unlike text blocks
     * and facts.
     */
    byte[] teams(Letter letter) {
        Message message = letter.message();
        ObjectNode card = json.createObjectNode()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.5")
                .put("lang", message.language())
                .put("fallbackText", message.title());
        ArrayNode body = card.putArray("body");
        run(body, message.title()).put("size", "large").put("weight", "bolder");
        for (Message.Section section : message.sections()) {
            if (section.title() != null) {
                run(body, section.title()).put("weight", "bolder");
            }
            for (String paragraph : shown(message, section).lines().toList()) {
                run(body, paragraph);
            }
            if (section.action() != null) {
                body.addObject()
                        .put("type", "ActionSet")
                        .putArray("actions")
                        .addObject()
                        .put("type", "Action.OpenUrl")
                        .put("title", section.action().label())
                        .put("url", section.action().url().toString());
            }
        }
        ObjectNode envelope = json.createObjectNode().put("type", "message");
        envelope.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .set("content", card);
        return bytes(envelope);
    }

    private static ObjectNode run(ArrayNode body, String text) {
        ObjectNode run = body.addObject()
                .put("type", "RichTextBlock")
                .putArray("inlines")
                .addObject()
                .put("type", "TextRun");
        return run.put("text", text);
    }

    /** Block Kit. Text objects are plain; the text that notifications show is mrkdwn, so it is escaped in any case. */
    byte[] slack(Letter letter) {
        Message message = letter.message();
        ObjectNode root = json.createObjectNode().put("text", mrkdwn(message.title(), SLACK_TEXT));
        ArrayNode blocks = root.putArray("blocks");
        plain(blocks.addObject().put("type", "header"), message.title(), SLACK_HEADER);
        for (Message.Section section : message.sections()) {
            if (section.title() != null) {
                blocks.addObject().put("type", "divider");
                plain(blocks.addObject().put("type", "section"), section.title(), SLACK_TEXT);
            }
            String text = shown(message, section);
            if (!text.isEmpty()) {
                plain(blocks.addObject().put("type", "section"), text, SLACK_TEXT);
            }
            if (section.action() != null) {
                blocks.addObject()
                        .put("type", "section")
                        .putObject("text")
                        .put("type", "mrkdwn")
                        .put(
                                "text",
                                link(section.action().url(), section.action().label()));
            }
        }
        return bytes(root);
    }

    private static void plain(ObjectNode block, String text, int longest) {
        block.putObject("text")
                .put("type", "plain_text")
                .put("text", mrkdwn(text, longest))
                .put("emoji", false);
    }

    private static String link(URI url, String label) {
        return "<" + mrkdwn(url.toString(), SLACK_TEXT).replace("|", "%7C") + "|"
                + mrkdwn(label, SLACK_HEADER).replace("|", "/") + ">";
    }

    /** Escapes Slack's three control characters, in every kind of text; cut where it gets too long by that. */
    private static String mrkdwn(String text, int longest) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int c : text.codePoints().toArray()) {
            String each = switch (c) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                default -> Character.toString(c);
            };
            if (escaped.length() + each.length() >= longest) {
                return escaped.append('…').toString();
            }
            escaped.append(each);
        }
        return escaped.toString();
    }

    /** What a machine may want to know. */
    byte[] webhook(Letter letter) {
        ObjectNode root = json.createObjectNode()
                .put("type", "dev.millrace.notification")
                .put("timestamp", clock.instant().toString());
        ObjectNode data = root.putObject("data")
                .put("tenant", letter.tenant().value())
                .put("severity", letter.severity().name().toLowerCase(Locale.ROOT))
                .put("title", letter.message().title());
        ArrayNode notes = data.putArray("notes");
        List<Message.Section> sections = letter.message().sections();
        for (int i = 0; i < sections.size(); i++) {
            describe(notes.addObject(), letter.notes().get(i), sections.get(i));
        }
        return bytes(root);
    }

    private void describe(ObjectNode target, Note note, Message.Section section) {
        target.put("id", note.id().toString())
                .put("severity", note.severity().name().toLowerCase(Locale.ROOT))
                .put("template", note.template())
                .put("text", section.text());
        if (section.action() != null) {
            target.put("link", section.action().url().toString());
        }
        ObjectNode values = target.putObject("values");
        new TreeMap<>(note.values())
                .forEach((name, value) -> values.put(PlainText.line(name), PlainText.readable(value)));
    }

    private static String shown(Message message, Message.Section section) {
        return PlainText.cut(section.text(), message.sections().size() == 1 ? LONGEST : LONGEST_OF_MANY);
    }

    private byte[] bytes(JsonNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
