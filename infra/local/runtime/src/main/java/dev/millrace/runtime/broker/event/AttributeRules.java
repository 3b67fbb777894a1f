package dev.millrace.runtime.broker.event;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** What CloudEvents 1.0 asks of context attributes (spec sections "Attributes" and "Type System"). */
final class AttributeRules {

    private static final List<String> REQUIRED = List.of("specversion", "id", "source", "type");

    private AttributeRules() {}

    /**
     * Checks them all.
     *
     * @throws MalformedEvent naming the first attribute that breaks a rule
     */
    static void check(Map<String, String> attributes) {
        for (String name : REQUIRED) {
            if (attributes.getOrDefault(name, "").isEmpty()) {
                throw new MalformedEvent("the attribute " + name + " is missing");
            }
        }
        if (!"1.0".equals(attributes.get("specversion"))) {
            throw new MalformedEvent("specversion must be 1.0, not " + attributes.get("specversion"));
        }
        attributes.forEach(AttributeRules::check);
    }

    private static void check(String name, String value) {
        checkName(name);
        checkText(name, value);
        switch (name) {
            case "source" -> parseUri(name, value);
            case "dataschema" -> {
                if (!parseUri(name, value).isAbsolute()) {
                    throw new MalformedEvent("dataschema must be an absolute URI");
                }
            }
            case "time" -> checkTime(value);
            case "subject" -> {
                if (value.isEmpty()) {
                    throw new MalformedEvent("subject must not be empty; leave it out instead");
                }
            }
            default -> {}
        }
    }

    private static void checkName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                throw notAName(name);
            }
        }
        if (name.isEmpty() || name.equals("data")) {
            throw notAName(name);
        }
    }

    private static MalformedEvent notAName(String name) {
        return new MalformedEvent("'" + name + "' is no attribute name; use lower-case letters and digits");
    }

    private static void checkText(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new MalformedEvent("the attribute " + name + " holds a control character");
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    throw new MalformedEvent("the attribute " + name + " holds half a surrogate pair");
                }
                i++;
            }
        }
    }

    private static URI parseUri(String name, String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new MalformedEvent("the attribute " + name + " is no URI: " + e.getReason());
        }
    }

    private static void checkTime(String value) {
        try {
            OffsetDateTime.parse(value);
        } catch (DateTimeParseException e) {
            throw new MalformedEvent("the attribute time is no RFC 3339 timestamp");
        }
    }
}
