package dev.millrace.approval.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed, and what is believed. */
class LinksTest {

    private static final String OLD = "an-old-secret-of-more-than-32-characters";
    private static final String NEW = "a-new-secret-of-more-than-32-characters!";

    @Test
    void readsWhatItSignedForThatPurposeAlone() {
        // Given
        var keys = new SigningKeys(NEW);

        // When
        String signed = keys.sign("link 1", "acme\nada");

        // Then
        assertThat(keys.read("link 1", signed)).contains("acme\nada");
        assertThat(keys.read("link 2", signed)).isEmpty();
        assertThat(keys.read("form 1", signed)).isEmpty();
    }

    @Test
    void believesAnOlderSecretWhileItIsNamed() {
        // Given
        String signed = new SigningKeys(OLD).sign("link", "text");

        // Then
        assertThat(new SigningKeys(NEW + "," + OLD).read("link", signed)).contains("text");
        assertThat(new SigningKeys(NEW).read("link", signed)).isEmpty();
    }

    @Test
    void refusesEveryTextThatDiffersInOneCharacter() {
        // Given
        var keys = new SigningKeys(NEW);
        String signed = keys.sign("link", "acme\nada\n1");

        // Then
        for (int n = 0; n < signed.length() - 1; n++) {
            char other = signed.charAt(n) == 'A' ? 'B' : 'A';
            String forged = signed.substring(0, n) + other + signed.substring(n + 1);
            assertThat(keys.read("link", forged)).as(forged).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "%%%.%%%.%%%", "YQ..YQ"})
    void refusesWhatIsNoSignedText(String text) {
        assertThat(new SigningKeys(NEW).read("link", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "too-short", NEW + ",too-short"})
    void saysWhichSecretsItNeeds(String secrets) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new SigningKeys(secrets))
                .withMessageContaining("MILLRACE_APPROVAL_KEYS");
    }
}
