package dev.millrace.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestPathTest {

    @Test
    void decodesPlainPathsAndIgnoresTheQueryAndAFinalSlash() {
        // When / Then
        assertThat(RequestPath.parse("/hooks/%61do/?a=/../b"))
                .isEqualTo(new RequestPath.Clean(List.of("hooks", "ado")));
        assertThat(RequestPath.parse("/")).isEqualTo(new RequestPath.Clean(List.of()));
        assertThat(RequestPath.parse("/a/%C3%A4")).isEqualTo(new RequestPath.Clean(List.of("a", "ä")));
    }

    /** Whatever passes, reads the same when dots are resolved and escapes are decoded once more or again. */
    @Test
    void letsOnlyPathsPassThatCannotBeReadInAnotherWay() {
        String[] pieces = {
            "/", "//", "hooks", "audit", "..", ".", "%2e", "%2E%2e", "%2f", "%5c", "\\", ";", ";x", "%25", "%00", "%",
            "%c0%ae", "a b", "?", "#", "%3b", "%2", "ä"
        };
        var random = new Random(11);
        int passed = 0;
        for (int round = 0; round < 50_000; round++) {
            // Given
            var target = new StringBuilder("/");
            for (int piece = random.nextInt(7); piece > 0; piece--) {
                target.append(pieces[random.nextInt(pieces.length)]);
            }

            // When
            RequestPath path = RequestPath.parse(target.toString());

            // Then
            if (path instanceof RequestPath.Clean(var segments)) {
                passed++;
                String raw = target.toString().split("\\?", 2)[0];
                assertThat(URI.create(raw).normalize().getRawPath()).isEqualTo(raw);
                assertThat(segments).noneMatch(segment -> segment.matches("(?s)\\.{0,2}(;.*)?|.*[/\\\\%\\x00].*"));
                assertThat(String.join("/", segments))
                        .isEqualTo(
                                URI.create(raw).getPath().replaceFirst("^/", "").replaceFirst("/$", ""));
            }
        }
        assertThat(passed).isGreaterThan(1_000);
    }
}
