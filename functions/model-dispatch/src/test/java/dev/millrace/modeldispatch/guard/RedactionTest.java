package dev.millrace.modeldispatch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is taken out of answers, however they are cut into parts. */
class RedactionTest {

    private static final String TOKEN = "ghp_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5";
    private static final String PRIVATE_KEY =
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabc=\n-----END RSA PRIVATE KEY-----";
    private static final List<String> PIECES = List.of(
            TOKEN,
            TOKEN.substring(0, 20),
            "AKIAIOSFODNN7EXAMPLQ",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJVadQssw5c",
            "https://ann:s3cretPassw0rd@db.example.com/x",
            "password: ",
            "api_key = \"",
            "hunter2kX93bq",
            PRIVATE_KEY,
            PRIVATE_KEY.substring(0, 50),
            "-----BEGIN CERTIFICATE-----",
            "-----END ",
            "-----",
            "ann@example.com",
            "Ann Miller",
            "Ann",
            "DE89 3704 0044 0532 0130 00",
            "4111 1111 1111 1111",
            "+49 30 901820",
            "192.168.7.9",
            "sk-",
            "The",
            "word",
            ".",
            "\"",
            " ",
            " ",
            "\n");

    private final Redaction secrets = Redaction.ofSecrets("[SECRET_REMOVED]");
    private final Redaction people = Redaction.of(new PersonalData(new Names(List.of("Ann", "Ann Miller"))));

    @Property(tries = 3_000)
    void redactsAStreamAsItRedactsTheWhole(@ForAll("texts") List<String> parts) {
        for (Redaction redaction : List.of(secrets, people)) {
            // When
            String streamed = streamed(redaction.stream(), parts);

            // Then
            assertThat(streamed).isEqualTo(replaced(redaction, String.join("", parts)));
        }
    }

    @Property(tries = 1_000)
    void keepsArgumentsJson(@ForAll("texts") List<String> texts, @ForAll("cuts") List<Integer> cuts)
            throws JsonProcessingException {
        // Given
        var json = new ObjectMapper();
        String text = String.join("", texts) + "\u00e9\ud83d\ude00\\\t/";
        String arguments = json.writeValueAsString(List.of(text, 7, List.of(true, text)));

        // When
        String redacted = streamed(secrets.arguments(), cut(arguments, cuts));

        // Then
        String without = replaced(secrets, text);
        assertThat(json.readTree(redacted)).isEqualTo(json.valueToTree(List.of(without, 7, List.of(true, without))));
    }

    @Example
    void showsWordsAtOnce() {
        // Given
        TextEdit.Stream stream = secrets.stream();

        // Then
        assertThat(stream.next("Hel")).isEqualTo("Hel");
        assertThat(stream.next("lo,")).isEqualTo("lo,");
        assertThat(stream.next(" use ghp_")).isEqualTo(" use ");
        assertThat(stream.next(TOKEN.substring(4))).isEmpty();
        assertThat(stream.next(" now")).isEqualTo("[SECRET_REMOVED] now");
        assertThat(stream.next(" password: s3cr")).isEqualTo(" password: ");
        assertThat(stream.next("etPassw0rd")).isEmpty();
        assertThat(stream.end()).isEqualTo("[SECRET_REMOVED]");
        assertThat(stream.end()).isEmpty();
    }

    @Example
    void dropsAPrivateKeyWithoutKeepingIt() {
        // Given
        TextEdit.Stream stream = secrets.stream();

        // Then
        assertThat(stream.next("Key: -----BEGIN PRIVATE KEY-----\nMII")).isEqualTo("Key: [SECRET_REMOVED]");
        assertThat(stream.next("x".repeat(100_000))).isEmpty();
        assertThat(stream.next("\n-----END PRIVATE")).isEmpty();
        assertThat(stream.next(" KEY----")).isEmpty();
        assertThat(stream.next("- done")).isEqualTo(" done");
    }

    @Example
    void holdsBackNoMoreThanABound() {
        // Given
        TextEdit.Stream stream = secrets.stream();
        var shown = new StringBuilder();

        // When
        for (int i = 0; i < 5_000; i++) {
            shown.append(stream.next("a1b2"));
        }

        // Then
        assertThat(shown.length()).isGreaterThan(10_000);
        assertThat(shown + stream.end()).isEqualTo("a1b2".repeat(5_000));
    }

    @Example
    void redactsArgumentsThatAreNoJson() {
        assertThat(secrets.arguments().whole("use " + TOKEN)).isEqualTo("use [SECRET_REMOVED]");
    }

    @Example
    void namesTheKindOfPersonalData() {
        assertThat(people.apply("Ann Miller, ann@example.com, +49 30 901820"))
                .isEqualTo("[NAME_REMOVED], [EMAIL_REMOVED], [PHONE_REMOVED]");
    }

    private static String streamed(TextEdit.Stream stream, List<String> parts) {
        var shown = new StringBuilder();
        parts.forEach(part -> shown.append(stream.next(part)));
        return shown + stream.end();
    }

    private static String replaced(Redaction redaction, String text) {
        var replaced = new StringBuilder();
        int from = 0;
        for (Span span : redaction.find().apply(text)) {
            replaced.append(text, from, span.start())
                    .append(redaction.replacement().apply(span.kind()));
            from = span.end();
        }
        return replaced + text.substring(from);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 12).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> whole = Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
        return whole.flatMap(text -> cuts().map(cuts -> cut(text, cuts)));
    }

    private static List<String> cut(String text, List<Integer> cuts) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int cut : cuts) {
            int to = Math.min(text.length(), from + cut);
            parts.add(text.substring(from, to));
            from = to;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
