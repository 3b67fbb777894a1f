package dev.millrace.notification.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages in which there are templates. */
public enum Language {
    EN(Locale.ENGLISH),
    DE(Locale.GERMAN);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /**
     * The first of some BCP 47 tags that is one of ours, else English.
     *
     * @param tags each may be null
     */
    public static Language of(@Nullable String... tags) {
        return Arrays.stream(tags)
                .flatMap(tag -> find(tag).stream())
                .findFirst()
                .orElse(EN);
    }

    private static Optional<Language> find(@Nullable String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return Arrays.stream(values())
                .filter(ours -> ours.tag().equals(language))
                .findFirst();
    }

    public String tag() {
        return locale.getLanguage();
    }

    /** A time as people write it, when that is what the text is (ISO 8601, in UTC). */
    String time(String text, ZoneId zone) {
        if (text.length() < "2026-01-01T00:00Z".length() || !text.endsWith("Z") || text.charAt(10) != 'T') {
            return text;
        }
        try {
            return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                            .withLocale(locale)
                            .format(Instant.parse(text).atZone(zone))
                    + " (" + zone.getId() + ")";
        } catch (DateTimeException notATime) {
            return text;
        }
    }
}
