package dev.millrace.runtime.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What brings one schema up to date.
 *
 * @param placeholders what scripts may write as <code>${name}</code>; a changed value only reaches repeatable scripts
 */
public record Migration(Schema schema, Scripts scripts, Map<String, String> placeholders) {

    private static final String ROOT = "db/migration/";
    private static final String PLATFORM = ROOT + "platform";

    public Migration {
        placeholders = Map.copyOf(placeholders);
    }

    /** A function's own scripts and those of the platform kit in it, both for the function's schema. */
    public static Migration ofFunction(Schema schema, Path artifact) throws IOException {
        return new Migration(
                schema, Scripts.inArtifact(artifact, List.of(ROOT + schema.name(), PLATFORM)), placeholders(schema));
    }

    /** As {@link #ofFunction}, for a room whose scripts lie in other folders of its jars than its name says. */
    public static Migration ofFunction(Schema schema, Path artifact, List<String> folders) throws IOException {
        return new Migration(schema, Scripts.inArtifact(artifact, folders), placeholders(schema));
    }

    /**
     * The content store that functions share, from the platform kit in any of their artifacts.
     *
     * @param readers the schemas whose run roles get access
     */
    public static Migration ofContent(Path artifact, Collection<Schema> readers) throws IOException {
        var schema = new Schema("content");
        String roles = readers.isEmpty()
                ? schema.owner()
                : readers.stream().map(Schema::role).sorted().collect(Collectors.joining(","));
        return new Migration(
                schema,
                Scripts.inArtifact(artifact, List.of(ROOT + "content")),
                Map.of("role", schema.role(), "schema", schema.name(), "roles", roles));
    }

    /** A part of the runtime itself, such as the broker, from the class path. */
    public static Migration ofRuntime(Schema schema) throws IOException {
        return new Migration(schema, Scripts.onClassPath(ROOT + schema.name()), placeholders(schema));
    }

    String digest() {
        return scripts.digest(placeholders);
    }

    private static Map<String, String> placeholders(Schema schema) {
        return Map.of("role", schema.role(), "schema", schema.name());
    }
}
