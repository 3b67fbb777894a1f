package dev.millrace.costwrite.focus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes charges one after the other, in UTF-8. Closing it ends the text. */
public sealed interface FocusWriter extends Closeable {

    void write(FocusRow row) throws IOException;

    /** RFC 4180, with a header; null is an empty field. */
    static FocusWriter csv(OutputStream out, ObjectMapper json) throws IOException {
        return new Csv(out, json);
    }

    /** An array of objects. Tags are a serialized object, as the specification wants it. */
    static FocusWriter json(OutputStream out, ObjectMapper json) throws IOException {
        return new Json(out, json);
    }

    /** Comma-separated values. */
    final class Csv implements FocusWriter {
        private final Writer out;
        private final ObjectMapper json;

        private Csv(OutputStream out, ObjectMapper json) throws IOException {
            this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            this.json = json;
            line(Arrays.stream(FocusColumn.values()).map(FocusColumn::id).collect(Collectors.joining(",")));
        }

        @Override
        public void write(FocusRow row) throws IOException {
            String tags = json.writeValueAsString(row.tags());
            line(Arrays.stream(FocusColumn.values())
                    .map(column ->
                            column == FocusColumn.TAGS ? tags : row.values().get(column))
                    .map(Csv::field)
                    .collect(Collectors.joining(",")));
        }

        private void line(String text) throws IOException {
            out.write(text);
            out.write("\r\n");
        }

        private static String field(@Nullable Object value) {
            String text = value == null ? "" : value instanceof BigDecimal number ? plain(number) : value.toString();
            return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** JSON. */
    final class Json implements FocusWriter {
        private final JsonGenerator out;
        private final ObjectMapper json;

        private Json(OutputStream out, ObjectMapper json) throws IOException {
            this.json = json;
            this.out = json.createGenerator(out);
            this.out.writeStartArray();
        }

        @Override
        public void write(FocusRow row) throws IOException {
            out.writeStartObject();
            for (FocusColumn column : FocusColumn.values()) {
                out.writeFieldName(column.id());
                Object value = row.values().get(column);
                if (column == FocusColumn.TAGS) {
                    out.writeString(json.writeValueAsString(row.tags()));
                } else {
                    switch (value) {
                        case null -> out.writeNull();
                        case BigDecimal number -> out.writeNumber(number);
                        default -> out.writeString(value.toString());
                    }
                }
            }
            out.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            out.writeEndArray();
            out.close();
        }
    }
}
