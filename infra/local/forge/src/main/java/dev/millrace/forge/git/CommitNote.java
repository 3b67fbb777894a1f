package dev.millrace.forge.git;

import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;

/** A commit without its content. */
public record CommitNote(
        String id, String tree, List<String> parents, Signature author, Signature committer, String message) {

    static CommitNote of(RevCommit commit) {
        return new CommitNote(
                commit.name(),
                commit.getTree().name(),
                List.of(commit.getParents()).stream().map(RevCommit::name).toList(),
                Signature.of(commit.getAuthorIdent()),
                Signature.of(commit.getCommitterIdent()),
                commit.getFullMessage());
    }

    /** The first line of the message. */
    public String title() {
        return message.lines().findFirst().orElse("");
    }
}
