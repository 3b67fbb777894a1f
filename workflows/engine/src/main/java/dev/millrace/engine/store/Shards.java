package dev.millrace.engine.store;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How instances are divided among hosts. */
public final class Shards {

    public static final int COUNT = 32;

    private Shards() {}

    /** The shard of an instance, from 0; the same for ever. */
    public static int of(String instanceId) {
        int hash = instanceId.hashCode();
        return Math.floorMod(hash ^ (hash >>> 15), COUNT);
    }

    public static Set<Integer> all() {
        return IntStream.range(0, COUNT).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /** The most that one of several hosts should hold. */
    public static int fairShare(int hosts) {
        return Math.ceilDiv(COUNT, Math.max(1, hosts));
    }
}
