package dev.millrace.forge.push;

import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.Signature;
import java.util.List;
import java.util.Optional;

/** A commit to be made from edits. Author and committer are the caller unless somebody else is named. */
public record NewCommit(String message, List<Edit> edits, Optional<Signature> author, Optional<Signature> committer) {

    public static NewCommit of(String message, List<Edit> edits) {
        return new NewCommit(message, edits, Optional.empty(), Optional.empty());
    }
}
