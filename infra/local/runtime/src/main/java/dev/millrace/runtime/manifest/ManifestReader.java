package dev.millrace.runtime.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the cluster's own YAML into records. The records are the list of what the local runtime honours: a field that
 * no record names is an error with file and field, never silently skipped.
 */
public final class ManifestReader {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(com.fasterxml.jackson.dataformat.yaml.YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // As strict as the cluster: an unquoted number is no annotation, and a quoted one is no port.
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, ManifestReader::refuseScalars)
            .build();

    private ManifestReader() {}

    /**
     * Reads every {@code *.yaml} file of a folder, in the order of their names.
     *
     * @throws ManifestException when the folder cannot be listed or one of its files cannot be honoured
     */
    public static <T> List<T> readFolder(Path folder, Class<T> kind) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().equals("kustomization.yaml"))
                    .sorted()
                    .map(file -> read(file, kind))
                    .toList();
        } catch (IOException e) {
            throw new ManifestException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    /**
     * Reads one file.
     *
     * @throws ManifestException when the file is missing, is no YAML, or holds a field that {@code kind} does not name
     */
    public static <T> T read(Path file, Class<T> kind) {
        try {
            return YAML.readValue(Files.readString(file), kind);
        } catch (JsonMappingException e) {
            throw new ManifestException(file + ": " + field(e) + ": " + firstSentence(e));
        } catch (JsonProcessingException e) {
            throw new ManifestException(file + ": is not valid YAML: " + firstSentence(e));
        } catch (IOException e) {
            throw new ManifestException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void refuseScalars(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static String field(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the document" : path;
    }

    private static String firstSentence(JsonProcessingException e) {
        if (e instanceof com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException unknown) {
            return "the local runtime does not honour this field; it knows " + unknown.getKnownPropertyIds();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String sentence =
                cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return sentence == null ? "must not be empty" : sentence;
    }
}
