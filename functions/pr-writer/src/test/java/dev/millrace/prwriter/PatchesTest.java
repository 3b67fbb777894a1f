package dev.millrace.prwriter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.DraftEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What approvers are shown of a draft. */
@QuarkusTest
class PatchesTest extends Desk {

    private static final EditSet.Edit CHEAPER = write("prices.txt", "apple 30\npear 40\n");
    private static final Pattern NAMES = Pattern.compile("(?m)^diff --git a/.* b/(.*)\nindex [0-9a-f]+\\.\\.(\\w+)$");

    @Test
    void aDraftComesWithItsPatch() {
        // When
        DraftEvent.Opened opened = opened(CHEAPER, write("new/plums.txt", "plum 25\n"));

        // Then
        assertThat(patch(opened.patch())).isEqualTo("""
                diff --git a/new/plums.txt b/new/plums.txt
                index 0000000000000000000000000000000000000000..c8cfe35aad07bccb3948437b22724f5451e61e52
                --- /dev/null
                +++ b/new/plums.txt
                @@ -0,0 +1 @@
                +plum 25
                diff --git a/prices.txt b/prices.txt
                index 0184cb75a350777f6febdc3a86ff7cd58da6f1ae..a1f5c2f3cf8a4b87adac73ef26a559a8576400c1
                --- a/prices.txt
                +++ b/prices.txt
                @@ -1,2 +1,2 @@
                 apple 30
                -pear 45
                +pear 40
                """);
    }

    @Test
    void aPatchNamesAllThatItsDigestIsOf() {
        // When
        DraftEvent.Opened opened = opened(
                CHEAPER,
                write("new.txt", "new\n"),
                new EditSet.Edit(EditSet.Action.DELETE, "README.md", null, null),
                write("large.txt", "line\n".repeat(60_000)));

        // Then
        String patch = patch(opened.patch());
        assertThat(patch).contains("Left out\n", "+++ /dev/null\n", "-pear 45\n", "+pear 40\n");
        assertThat(named(patch, opened)).isEqualTo(opened.diff());
    }

    @Test
    void aPatchOfHundredsOfFilesShowsTheFirstAndNamesTheOthers() {
        // Given
        EditSet.Edit[] many = IntStream.range(0, 120)
                .mapToObj(n -> write("many/" + n + ".txt", "n " + n + "\n"))
                .toArray(EditSet.Edit[]::new);

        // When
        DraftEvent.Opened opened = opened(many);

        // Then
        String patch = patch(opened.patch());
        assertThat(patch.split("Left out", -1)).hasSize(81);
        assertThat(named(patch, opened)).isEqualTo(opened.diff());
    }

    @Test
    void aBinaryFileIsNamed() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        committed(opened.branch(), "picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});

        // When
        var reported = reply(
                deliver(new DraftEvent.StatusRequested(repository, opened.branch())), DraftEvent.StatusReported.class);

        // Then
        assertThat(patch(Objects.requireNonNull(reported.opened()).patch()))
                .contains("b/picture.png\n", "Binary files differ\n");
    }

    @Test
    void oneMoreCommitComesWithThePatchOfTheWholeChange() {
        // Given
        DraftEvent.Opened opened = opened(CHEAPER);
        committed("main", "elsewhere.txt", "of the target alone".getBytes(StandardCharsets.UTF_8));

        // When
        var pushed = reply(
                deliver(new CommitEvent.Requested(
                        opened.pullRequest(),
                        opened.branch(),
                        opened.head(),
                        "fix: and the plum",
                        kept(write("plums.txt", "plum 25\n")),
                        false)),
                CommitEvent.Pushed.class);

        // Then
        assertThat(patch(pushed.patch())).contains("+pear 40\n", "+plum 25\n").doesNotContain("elsewhere");
    }

    private String patch(@Nullable ContentRef ref) {
        return contents.text(TENANT, Objects.requireNonNull(ref));
    }

    /** The digest of what a patch names. */
    private static Digest named(String patch, DraftEvent.Opened opened) {
        SortedMap<String, String> blobs = new TreeMap<>();
        NAMES.matcher(patch)
                .results()
                .forEach(name -> blobs.put(name.group(1), name.group(2).replaceFirst("^0+$", "")));
        return new Diff(opened.target(), opened.head(), blobs).digest();
    }
}
