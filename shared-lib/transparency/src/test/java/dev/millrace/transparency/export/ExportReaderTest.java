package dev.millrace.transparency.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportReaderTest {

    private static final List<ExportEntry> ENTRIES = SampleLog.entries(5);
    private static final List<String> LINES = SampleLog.lines(ENTRIES);
    private static final String SALT = "A".repeat(43) + "=";

    @Test
    void readsWhatTheWriterWrote() throws Exception {
        // Given
        var reader = new ExportReader(SampleLog.stream(LINES));

        // When
        List<ExportEntry> read = all(reader);

        // Then
        assertThat(reader.header())
                .isEqualTo(new ExportHeader(SampleLog.KEY.verifierKey(), SampleLog.checkpoint(ENTRIES)));
        assertThat(read).usingRecursiveComparison().isEqualTo(ENTRIES);
    }

    @Test
    void readsStreamsThatTrickle() throws Exception {
        // Given
        InputStream trickle = new TricklingStream(SampleLog.stream(String.join("\n", LINES)));

        // When
        List<ExportEntry> read = all(new ExportReader(trickle));

        // Then
        assertThat(read).usingRecursiveComparison().isEqualTo(ENTRIES);
    }

    @Test
    void readsLinesLongerThanItsFirstBuffer() throws Exception {
        // Given
        byte[] data = new byte[200_000];
        new Random(1).nextBytes(data);
        List<ExportEntry> entries = List.of(SampleLog.entry(0, data), SampleLog.entry(1), SampleLog.entry(2));

        // When
        List<ExportEntry> read = all(new ExportReader(SampleLog.stream(SampleLog.lines(entries))));

        // Then
        assertThat(read).usingRecursiveComparison().isEqualTo(entries);
    }

    @Test
    void readsLinesAcrossTheEndOfItsBuffer() throws Exception {
        // Given
        List<ExportEntry> entries = SampleLog.entries(1_000);

        // When
        List<ExportEntry> read = all(new ExportReader(SampleLog.stream(SampleLog.lines(entries))));

        // Then
        assertThat(SampleLog.lines(read)).isEqualTo(SampleLog.lines(entries));
    }

    @Test
    void refusesLinesBeyondItsBound() throws Exception {
        // Given
        int bound = LINES.getFirst().getBytes(StandardCharsets.UTF_8).length;
        var endless = LINES.getFirst() + "\n" + "x".repeat(bound + 1);

        // When
        var error = catchThrowableOfType(
                MalformedLineException.class, () -> all(new ExportReader(SampleLog.stream(endless), bound)));

        // Then
        assertThat(error).hasMessage("line 2: is longer than " + bound + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{",
                "{}",
                "{\"seq\":0}",
                "{\"leaf\":\"AA==\"}",
                "{\"seq\":0,\"leaf\":\"AA==\"",
                "{\"seq\":0,\"leaf\":\"AA==\"}}",
                "{\"seq\":0,\"leaf\":\"AA==\"} {}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"more\":1}",
                "{\"seq\":0,\"seq\":0,\"leaf\":\"AA==\"}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"leaf\":\"AA==\"}",
                "{\"seq\":\"0\",\"leaf\":\"AA==\"}",
                "{\"seq\":0.0,\"leaf\":\"AA==\"}",
                "{\"seq\":-1,\"leaf\":\"AA==\"}",
                "{\"seq\":9223372036854775808,\"leaf\":\"AA==\"}",
                "{\"seq\":0,\"leaf\":0}",
                "{\"seq\":0,\"leaf\":null}",
                "{\"seq\":0,\"leaf\":\"?\"}",
                "{\"seq\":0,\"leaf\":\"AB==\"}",
                "{\"seq\":0,\"leaf\":\"AA\"}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":null}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{}}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{\"salt\":\"AA==\",\"content\":\"\"}}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{\"content\":\"\"}}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{\"salt\":\"SALT\"}}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{\"salt\":\"SALT\",\"content\":\"\",\"x\":1}}",
                "{\"seq\":0,\"leaf\":\"AA==\",\"data\":{\"salt\":\"SALT\",\"salt\":\"SALT\",\"content\":\"\"}}"
            })
    void refusesMalformedEntriesNamingTheirLine(String line) throws Exception {
        // Given
        List<String> lines = new ArrayList<>(LINES);
        lines.set(1, line.replace("SALT", SALT));

        // When
        var verification = new Verifier(new Trust.KeyInExport(), List.of()).verify(SampleLog.stream(lines));

        // Then
        assertThat(verification).isInstanceOfSatisfying(Verification.Broken.MalformedLine.class, malformed -> {
            assertThat(malformed.line()).isEqualTo(2);
            assertThat(malformed.reason()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "millrace-audit-export | something-else",
                "\"version\":1         | \"version\":2",
                "\"version\":1,        | ''",
                "\"format\"            | \"more\"",
                "\"size\":5            | \"size\":4",
                "\"size\":5            | \"size\":5,\"size\":5",
                "\"size\":5            | \"size\":null",
                "\"origin\":\"log      | \"origin\":\"lag",
                "\"verifierKey\":\"log | \"verifierKey\":\"lag",
                "example/audit\\n5\\n  | example/audit\\n05\\n",
                "\"checkpoint\":\"     | \"checkpoint\":\"\\n"
            })
    void refusesMalformedHeaders(String part, String other) throws Exception {
        // Given
        String header = LINES.getFirst().replace(part, other);
        assertThat(header).isNotEqualTo(LINES.getFirst());

        // When
        var error =
                catchThrowableOfType(MalformedLineException.class, () -> new ExportReader(SampleLog.stream(header)));

        // Then
        assertThat(error.line()).isEqualTo(1);
    }

    /** Not in the header: its verifierKey is only a hint, which somebody who brings a key does not look at. */
    @Property(tries = 500)
    void everyChangedByteOfAnEntryIsFound(@ForAll int anyPlace, @ForAll @IntRange(min = 1, max = 255) int flipped)
            throws IOException {
        // Given
        byte[] changed = SampleLog.stream(String.join("\n", LINES)).readAllBytes();
        int entries = LINES.getFirst().getBytes(StandardCharsets.UTF_8).length;
        int place = entries + Math.floorMod(anyPlace, changed.length - entries);
        changed[place] ^= (byte) flipped;

        // When
        var verification = new Verifier(new Trust.KeyInExport(), List.of()).verify(new ByteArrayInputStream(changed));

        // Then
        assertThat(verification).isInstanceOf(Verification.Broken.class);
    }

    @Test
    void writerWantsEntriesInOrderAndNoMoreThanSigned() throws IOException {
        var header = new ExportHeader(SampleLog.KEY.verifierKey(), SampleLog.checkpoint(ENTRIES.subList(0, 1)));
        try (var writer = new ExportWriter(new ByteArrayOutputStream(), header)) {
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(ENTRIES.get(1)));
            writer.write(ENTRIES.get(0));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(ENTRIES.get(1)));
        }
    }

    @Test
    void failureOfTheStreamIsNotAFinding() throws IOException {
        // Given
        var verifier = new Verifier(new Trust.KeyInExport(), List.of());
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        // Then
        assertThatIOException().isThrownBy(() -> verifier.verify(closed)).withMessage("Stream closed");
    }

    private static List<ExportEntry> all(ExportReader reader) throws Exception {
        List<ExportEntry> entries = new ArrayList<>();
        for (Optional<ExportEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    /** Gives one byte at a time. */
    private static final class TricklingStream extends FilterInputStream {

        TricklingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(1, length));
        }
    }
}
