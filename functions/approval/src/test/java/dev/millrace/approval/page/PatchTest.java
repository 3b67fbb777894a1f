package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.approval.page.Patch.File;
import dev.millrace.approval.page.Patch.Kind;
import dev.millrace.approval.page.Patch.Line;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Random;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Diffs and Markdown of others on their way to the page. */
class PatchTest {

    private static final Words ENGLISH = Words.of("en");

    @Test
    void readsFilesHunksAndNumbers() {
        // When
        Patch patch = PatchReader.read("""
                diff --git a/old.txt b/new.txt
                similarity index 90%
                rename from old.txt
                rename to new.txt
                --- a/old.txt
                +++ b/new.txt
                @@ -1,3 +1,3 @@ title
                 one
                -two
                +2
                 three
                \\ No newline at end of file
                diff --git a/gone.bin b/gone.bin
                deleted file mode 100644
                Binary files a/gone.bin and /dev/null differ
                """);

        // Then
        assertThat(patch.files()).extracting(File::path).containsExactly("new.txt", "gone.bin");
        assertThat(patch.files().getFirst().lines())
                .containsExactly(
                        new Line(Kind.HEAD, 0, 0, "@@ -1,3 +1,3 @@ title"),
                        new Line(Kind.SAME, 1, 1, "one"),
                        new Line(Kind.REMOVED, 2, 0, "two"),
                        new Line(Kind.ADDED, 0, 2, "2"),
                        new Line(Kind.SAME, 3, 3, "three"));
        assertThat(patch.files().getLast().lines()).isEmpty();
    }

    @Test
    void aChangedLineNeverPassesForTheHeadOfAnotherFile() {
        // When
        Patch patch = PatchReader.read("""
                --- a/a.md
                +++ b/a.md
                @@ -1,2 +1,2 @@
                --- a/innocent.txt
                +++ b/innocent.txt
                 +++ b/third.txt
                """);

        // Then
        assertThat(patch.files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("a.md");
            assertThat(file.added()).isEqualTo(1);
            assertThat(file.removed()).isEqualTo(1);
        });
    }

    @Test
    void aCarriageReturnHidesNothingAndLineEndsOfWindowsAreNoNews() {
        // Given
        String hiding = "--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-old\n+fine\rZ\n+evil\n";
        String windows = "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-old\r\n+new\r\n";

        // When
        List<File> files = PatchReader.read(hiding + windows).files();

        // Then
        assertThat(files.getFirst().lines()).extracting(Line::text).contains("fine\rZ", "evil");
        assertThat(files.getLast().lines()).extracting(Line::text).contains("old", "new");
        assertThat(PatchPage.html(new Patch(files), ENGLISH, 5_000)).contains("fine[U+000D]Z");
    }

    @Test
    void readsNamesWithBlanksAndWhatWasLeftOut() {
        // When
        Patch patch = PatchReader.read("""
                diff --git a/x b/y b/x b/y
                index 0000000000000000000000000000000000000000..3e757656cf36eca53338e520d134963a44f793f8
                Left out
                diff --git a/gone b/gone
                index 3e757656cf36eca53338e520d134963a44f793f8..0000000000000000000000000000000000000000
                """);

        // Then
        assertThat(patch.files())
                .containsExactly(
                        new File("x b/y", "3e757656cf36eca53338e520d134963a44f793f8", true, List.of()),
                        new File("gone", "", false, List.of()));
        assertThat(PatchPage.html(patch, ENGLISH, 5_000)).contains("Not shown here", "Binary or without changed lines");
    }

    @Test
    void saysHowMuchOfALongLineIsMissing() {
        assertThat(PatchPage.html(
                        PatchReader.read("--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+" + "x".repeat(1_300) + "\n"),
                        ENGLISH,
                        5_000))
                .contains("x…", "[1,000 more characters]");
    }

    @Test
    void readsWhateverComes() {
        // Given
        Random random = new Random(7);
        List<String> words = List.of(
                "diff --git ",
                "--- ",
                "+++ ",
                "@@ -1,9 +1,9 @@",
                "@@ -999999999 +0 @@",
                "+",
                "-",
                " ",
                "\n",
                "a/b",
                "\\",
                "\u0000",
                "/dev/null",
                "\t",
                "\r");

        // When
        for (int n = 0; n < 2_000; n++) {
            var text = new StringBuilder();
            random.ints(40, 0, words.size()).forEach(word -> text.append(words.get(word)));
            String html = PatchPage.html(PatchReader.read(text.toString()), ENGLISH, 1_000);

            // Then
            assertThat(html).doesNotContain("\u0000");
        }
    }

    @Test
    void namesWhatDoesNotFit() {
        // Given
        String patch = "--- a/big\n+++ b/big\n@@ -0,0 +1,500 @@\n" + "+line\n".repeat(500)
                + "--- a/small\n+++ b/small\n@@ -0,0 +1 @@\n+x\n";

        // When
        String html = PatchPage.html(PatchReader.read(patch), ENGLISH, 1_000);

        // Then
        assertThat(html).contains("big</code> +500", "Not shown here", "small</code> +1", "1 + x");
        assertThat(html.length()).isLessThan(2_000);
    }

    @Test
    void showsCharactersThatHide() {
        assertThat(Html.escape("a\u202Eb\u200Bc<")).isEqualTo("a[U+202E]b[U+200B]c&lt;");
        assertThat(Html.cut("12😀", 3)).isEqualTo("12…");
    }

    @Test
    void rendersMarkdownThatCanDoNothing() {
        // When
        String html = Markdown.html(
                        "# T\n\n<script>x</script>\n\n[a](javascript:x) [b](https://b.example) ![p](https://p.example/x.png)",
                        5_000)
                .html();

        // Then
        assertThat(html)
                .contains("<h3>T</h3>", "&lt;script&gt;", "href=\"https://b.example\"")
                .doesNotContain("<script", "javascript", "<img");
    }

    @Test
    void cutsMarkdownToItsRoom() {
        // When
        Markdown.Rendered rendered = Markdown.html("<&>".repeat(10_000), 3_000);

        // Then
        assertThat(rendered.cut()).isTrue();
        assertThat(rendered.html().length()).isBetween(100, 3_000);
        assertThat(Markdown.html("[".repeat(50_000), 9_000).cut()).isTrue();
        assertThat(Markdown.html("> ".repeat(20_000), 9_000).html().length()).isLessThan(9_001);
    }

    @Test
    void saysEverythingInBothLanguages() {
        // Given
        ResourceBundle english = bundle(Locale.ENGLISH);
        ResourceBundle german = bundle(Locale.GERMAN);

        // Then
        assertThat(german.keySet()).isEqualTo(english.keySet()).hasSizeGreaterThan(50);
        assertThat(german.keySet())
                .allSatisfy(key -> assertThat(german.getString(key)).isNotBlank());
    }

    private static ResourceBundle bundle(Locale locale) throws MissingResourceException {
        return ResourceBundle.getBundle("dev.millrace.approval.page.words", locale);
    }
}
