package dev.millrace.transparency.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.transparency.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLeafTest {

    @Test
    void bytesAreCanonicalJson() {
        // Given
        var attributes = Map.of("type", "a\"b\\c\b\f\n\r\t\u0001\u001f/é€😀", "id", "1", "time", "");

        // When
        byte[] leaf = new EventLeaf(new TreeMap<>(attributes), Optional.of(Hash.sha256())).bytes();

        // Then
        assertThat(new String(leaf, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"datadigest\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"id\":\"1\",\"time\":\"\","
                                + "\"type\":\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f/é€😀\"}");
    }

    @Test
    void digestIsReadBack() {
        var content = SaltedContent.of(new byte[32], new byte[] {1});
        var leaf = EventLeaf.of(Map.of("id", "1"), content);
        var without = new EventLeaf(leaf.attributes(), Optional.empty());

        assertThat(EventLeaf.dataDigest(leaf.bytes())).contains(content.digest());
        assertThat(EventLeaf.dataDigest(without.bytes())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"datadigest\":1}",
                "{\"datadigest\":\"AA==\"}",
                "{\"id\":",
                "{\"datadigest\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"datadigest\":\"x\"}"
            })
    void refusesToReadADigestFromWhatIsNoLeaf(String leaf) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventLeaf.dataDigest(leaf.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void attributeCannotPassForTheDigest() {
        var attributes = new TreeMap<>(Map.of(EventLeaf.DATA_DIGEST, "x"));

        assertThatIllegalArgumentException().isThrownBy(() -> new EventLeaf(attributes, Optional.empty()));
    }

    @Test
    void attributeMustBeUnicode() {
        var leaf = new EventLeaf(new TreeMap<>(Map.of("id", "\ud800")), Optional.empty());

        assertThatIllegalArgumentException().isThrownBy(leaf::bytes);
    }

    @Test
    void borderBetweenSaltAndContentCannotMove() {
        // Given
        byte[] salt = new byte[31];
        byte[] content = {0, 1};

        // Then
        assertThatIllegalArgumentException().isThrownBy(() -> SaltedContent.of(salt, content));
        assertThat(SaltedContent.of(new byte[32], new byte[] {1}).digest()).isEqualTo(Hash.sha256(salt, content));
    }
}
