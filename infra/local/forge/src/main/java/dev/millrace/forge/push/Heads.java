package dev.millrace.forge.push;

import dev.millrace.forge.store.Kind;
import java.util.Map;

/** Where the refs of a repository were when the forge last looked. */
public record Heads(long repo, Map<String, String> refs) {

    public static final Kind<Heads> KIND = Kind.numbered("heads", Heads.class, Heads::repo);
}
