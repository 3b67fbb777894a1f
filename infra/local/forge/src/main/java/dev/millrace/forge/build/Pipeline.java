package dev.millrace.forge.build;

import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * A way to build a repository.
 *
 * @param file path of its YAML
 */
public record Pipeline(long number, long repo, String name, String file, Instant created) {

    public static final Kind<Pipeline> KIND = Kind.numbered("pipeline", Pipeline.class, Pipeline::number);

    public static final String DEFAULT_FILE = "azure-pipelines.yml";
}
