package dev.millrace.deadletter;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the broker says about the last attempt to deliver an event (knative/specs, eventing data plane, "Error
 * attributes").
 *
 * @param destination the Knative Service that did not take the event, or its address when that is not one of a Service
 * @param status HTTP status of the last answer, null when there was none
 * @param error the beginning of the last answer, empty when there was none
 */
public record Death(String destination, @Nullable Integer status, String error) {

    /** The attribute that makes an event a dead letter. */
    public static final String DESTINATION = "knativeerrordest";

    static final String PREFIX = "knativeerror";

    private static final String STATUS = "knativeerrorcode";
    private static final String ANSWER = "knativeerrordata";
    private static final Pattern SERVICE = Pattern.compile("https?://([a-z0-9-]+)\\.[a-z0-9-]+\\.svc(?:[.:/].*)?");
    private static final int LONGEST = 1024;

    static Death of(CloudEvent event) {
        return new Death(
                service(text(event, DESTINATION)), status(text(event, STATUS)), bounded(decoded(text(event, ANSWER))));
    }

    private static String text(CloudEvent event, String extension) {
        return Objects.toString(event.getExtension(extension), "");
    }

    private static String service(String address) {
        Matcher match = SERVICE.matcher(address);
        return match.matches() ? match.group(1) : bounded(address);
    }

    private static @Nullable Integer status(String text) {
        return text.matches("[1-5][0-9]{2}") ? Integer.valueOf(text) : null;
    }

    /** Brokers should write base64. What is none is shown as it came. */
    private static String decoded(String answer) {
        try {
            return new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return answer;
        }
    }

    /** PostgreSQL's text holds no NUL. */
    private static String bounded(String text) {
        String clean = text.replace('\0', '\uFFFD');
        if (clean.length() <= LONGEST) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
