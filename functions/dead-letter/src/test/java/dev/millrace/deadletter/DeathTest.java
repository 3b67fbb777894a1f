package dev.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathTest {

    @ParameterizedTest
    @CsvSource({
        "http://pr-writer.millrace.svc.cluster.local, pr-writer",
        "http://pr-writer.millrace.svc.cluster.local/, pr-writer",
        "http://pr-writer.millrace.svc.cluster.local:80/path, pr-writer",
        "https://pr-writer.millrace.svc.example.com, pr-writer",
        "http://pr-writer.millrace.svc, pr-writer",
        "http://pr-writer.millrace.svcx.example.com/, http://pr-writer.millrace.svcx.example.com/",
        "https://example.com/pr-writer.millrace.svc, https://example.com/pr-writer.millrace.svc",
        "no address, no address",
        "'', ''"
    })
    void namesTheServiceThatDidNotTakeTheEvent(String address, String destination) {
        assertThat(Death.of(dead(address, null, null)).destination()).isEqualTo(destination);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"500, 500", "404, 404", "none, none", "'', none", "-1, none", "0, none", "1000, none", "many, none"
            })
    void readsTheStatusOfTheLastAnswer(@Nullable String code, @Nullable Integer status) {
        assertThat(Death.of(dead("d", code, null)).status()).isEqualTo(status);
    }

    @Test
    void decodesTheLastAnswer() {
        assertThat(error("dGhlIGRhdGFiYXNlIGlzIMO8YmVybGFkZW4=")).isEqualTo("the database is überladen");
        assertThat(error("")).isEmpty();
        assertThat(error(null)).isEmpty();
    }

    @Test
    void showsWhatIsNoBase64AsItCame() {
        assertThat(error("it broke: {}")).isEqualTo("it broke: {}");
    }

    @Test
    void showsBytesThatAreNoTextAsReplacementCharacters() {
        byte[] bytes = {'a', (byte) 0xff, 0, 'b', (byte) 0xe2, (byte) 0x82};
        assertThat(error(Base64.getEncoder().encodeToString(bytes))).isEqualTo("a\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void keepsTheBeginningOfALongAnswerInWholeCharacters() {
        assertThat(error("!".repeat(5_000))).hasSize(1024);
        assertThat(error("!".repeat(1023) + "\uD83D\uDE00")).isEqualTo("!".repeat(1023));
        assertThat(error("!".repeat(1022) + "\uD83D\uDE00")).hasSize(1024).endsWith("\uD83D\uDE00");
    }

    @Test
    void readsAnyBytesWithoutFailing() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(1_025)];
            random.nextBytes(bytes);
            String answer = Base64.getEncoder().encodeToString(bytes);
            assertThat(error(answer)).as(answer).hasSizeLessThanOrEqualTo(1024).doesNotContain("\0");
        }
    }

    private static String error(@Nullable String answer) {
        return Death.of(dead("d", "500", answer)).error();
    }

    private static CloudEvent dead(String address, @Nullable String code, @Nullable String answer) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType("t")
                .withExtension("knativeerrordest", address);
        if (code != null) {
            event.withExtension("knativeerrorcode", code);
        }
        if (answer != null) {
            event.withExtension("knativeerrordata", answer);
        }
        return event.build();
    }
}
