package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NameUuidTest {

    @Test
    void carriesTheVersionAndVariantOfRfc9562() {
        for (int i = 0; i < 1_000; i++) {
            // When
            UUID uuid = NameUuid.of("word", Integer.toString(i));

            // Then
            assertThat(uuid.version()).isEqualTo(5);
            assertThat(uuid.variant()).isEqualTo(2);
        }
    }

    @Test
    void isTheSameForTheSameWordsOnEveryMachine() {
        assertThat(NameUuid.of("acme", "Größe")).isEqualTo(NameUuid.of("acme", "Größe"));
        assertThat(NameUuid.of("acme", "ado", "7")).hasToString("2ff69d89-9528-57bc-a1a2-f2fcad9a6df1");
    }

    @Test
    void keepsWordsApart() {
        // Given
        var seen = new HashSet<UUID>();

        // When
        String[][] lists = {{}, {""}, {"", ""}, {"abc"}, {"ab", "c"}, {"a", "bc"}, {"a", "b", "c"}, {"c", "ab"}};
        for (String[] words : lists) {
            seen.add(NameUuid.of(words));
        }

        // Then
        assertThat(seen).hasSameSizeAs(lists);
    }

    @Test
    void makesEventIds() {
        assertThat(EventId.derived("a", "b").value())
                .isEqualTo(NameUuid.of("a", "b").toString());
    }
}
