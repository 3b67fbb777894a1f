package dev.millrace.runtime.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;

/** The form of the files of connections. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    static <T> T read(String text, Class<T> type, Path from) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new IllegalStateException(damaged(from));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(damaged(from), e);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records are always writable", e);
        }
    }

    private static String damaged(Path from) {
        return from + " is damaged: delete it and connect again";
    }
}
