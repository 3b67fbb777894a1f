package dev.millrace.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @Test
    void readsWhatIsWrittenAsItShouldBe() {
        assertThat(of("7").limit(50, 200)).isEqualTo(7);
        assertThat(of("-7").number(1)).isEqualTo(-7);
        assertThat(of("7").smallNumber(1)).isEqualTo(7);
        assertThat(of("open").oneOf(List.of("open", "shut"))).isEqualTo("open");
        assertThat(of("2026-01-31T12:00:00+01:00").time()).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(of("2026-01-31").day(LocalDate.MIN)).isEqualTo(DAY);
        assertThat(of("two\nlines").words(9)).isEqualTo("two\nlines");
        UUID id = UUID.randomUUID();
        assertThat(of(id.toString()).uuid()).isEqualTo(id);
    }

    @Test
    void takesTheUsualWhereNothingIsSaid() {
        assertThat(of(null).limit(50, 200)).isEqualTo(50);
        assertThat(of("").number(3)).isEqualTo(3);
        assertThat(of("").day(DAY)).isEqualTo(DAY);
        assertThat(of(null).oneOf(List.of("open"))).isNull();
        assertThat(of("").word()).isNull();
        assertThat(of("").time()).isNull();
        assertThat(of(null).wordsIfGiven(9)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "201", "1.5", "seven", "99999999999999999999", "\u0661"})
    void refusesLimitsOutOfBounds(String text) {
        assertRefused(() -> of(text).limit(50, 200), "'field' must be a whole number from 1 to 200.");
    }

    @Test
    void namesTheFieldAndSaysHowItIsWritten() {
        assertRefused(() -> of("x").number(1), "'field' must be a whole number.");
        assertRefused(() -> of("3000000000").smallNumber(1), "'field' must be a whole number.");
        assertRefused(() -> of("ajar").oneOf(List.of("open", "shut")), "'field' must be one of open, shut.");
        assertRefused(() -> of("2026-02-30").day(DAY), "'field' must be a day such as 2026-01-31.");
        assertRefused(() -> of("noon").time(), "'field' must be a time such as 2026-01-31T12:00:00Z.");
        assertRefused(() -> of("1-1-1-1-1").uuid(), "'field' must be a UUID.");
        assertRefused(() -> of(null).uuid(), "'field' must be a UUID.");
        assertRefused(() -> of("a\tb").word(), "'field' must be without control characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "ten letters"})
    void refusesWordsThatAreMissingOrTooMany(String text) {
        assertRefused(() -> of(text).words(9), "'field' must be a text of 1 to 9 characters.");
    }

    @ParameterizedTest
    @ValueSource(chars = {'\0', '\ud800', '\udfff'})
    void refusesWhatNoDatabaseCanHold(char character) {
        assertRefused(() -> of("a" + character).words(9), "'field' must be without NUL and lone surrogates.");
    }

    private static Parameter of(@Nullable String text) {
        return new Parameter("field", text);
    }

    private static void assertRefused(ThrowingCallable reading, String detail) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400))
                .hasMessageContaining(detail);
    }
}
