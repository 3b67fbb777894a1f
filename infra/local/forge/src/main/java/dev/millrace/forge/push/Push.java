package dev.millrace.forge.push;

import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.List;

/** Refs of a repository that moved together. */
public record Push(long number, long repo, String by, Instant at, List<RefChange> changes) {

    public static final Kind<Push> KIND = Kind.numbered("push", Push.class, Push::number);
}
