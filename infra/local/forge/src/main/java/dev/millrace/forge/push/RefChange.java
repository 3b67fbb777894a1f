package dev.millrace.forge.push;

import dev.millrace.forge.git.GitRepo;

/** A ref that moved. Ids are {@link GitRepo#NONE} where there was, or is, no such ref. */
public record RefChange(String ref, String before, String after) {

    public boolean isNew() {
        return before.equals(GitRepo.NONE);
    }

    public boolean isGone() {
        return after.equals(GitRepo.NONE);
    }

    public boolean isBranch() {
        return ref.startsWith("refs/heads/");
    }

    /** Without {@code refs/heads/} or {@code refs/tags/}. */
    public String shortName() {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }
}
