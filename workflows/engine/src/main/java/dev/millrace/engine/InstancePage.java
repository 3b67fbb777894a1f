package dev.millrace.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of instances.
 *
 * @param continuation asks for the next page; null on the last
 */
public record InstancePage(
        List<Instance> instances, @Nullable String continuation) {

    public InstancePage {
        instances = List.copyOf(instances);
    }
}
