package dev.millrace.approval.page;

import dev.millrace.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the page says, in a language that its reader asked for; English when there is none of ours. */
public final class Words {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);
    private static final int LONGEST_HEADER = 200;
    private static final int FINEST_DECIMALS = 4;

    private final Locale locale;
    private final ResourceBundle bundle;
    private final DateTimeFormatter times;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                Words.class.getPackageName() + ".words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(ZoneOffset.UTC);
    }

    /** @param accepted the header {@code Accept-Language} (RFC 9110, section 12.5.4) */
    static Words of(@Nullable String accepted) {
        return new Words(Optional.ofNullable(accepted)
                .filter(header -> header.length() <= LONGEST_HEADER)
                .flatMap(Words::best)
                .orElse(Locale.ENGLISH));
    }

    private static Optional<Locale> best(String accepted) {
        try {
            return Optional.ofNullable(Locale.lookup(LanguageRange.parse(accepted), LANGUAGES));
        } catch (IllegalArgumentException notALanguage) {
            return Optional.empty();
        }
    }

    public String language() {
        return locale.getLanguage();
    }

    public String text(String key) {
        return bundle.getString(key);
    }

    /** The sentence under a notice's headline. */
    public String notice(String key) {
        return text(key + ".text");
    }

    /** A text with values in it. */
    String fill(String key, Object... values) {
        return new MessageFormat(text(key), locale).format(values);
    }

    String time(Instant instant) {
        return times.format(instant) + " UTC";
    }

    String money(Money money) {
        NumberFormat amount = NumberFormat.getNumberInstance(locale);
        amount.setMinimumFractionDigits(2);
        amount.setMaximumFractionDigits(FINEST_DECIMALS);
        amount.setRoundingMode(RoundingMode.HALF_UP);
        return amount.format(BigDecimal.valueOf(money.nanos(), Money.DECIMALS)) + " " + money.currency();
    }
}
