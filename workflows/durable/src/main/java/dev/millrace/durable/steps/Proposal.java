package dev.millrace.durable.steps;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The draft pull request as it stands.
 *
 * @param diff of {@link dev.millrace.contracts.Diff}
 * @param patch the same for people; null where it cannot be shown
 * @param heads every commit that its branch is known to have been at, the present one included
 */
public record Proposal(
        PullRequestRef pullRequest,
        String branch,
        String target,
        String head,
        Digest diff,
        @Nullable URI url,
        @Nullable ContentRef patch,
        List<String> heads) {

    public Proposal {
        heads = List.copyOf(heads);
    }

    static Proposal of(DraftEvent.Opened opened) {
        return new Proposal(
                opened.pullRequest(),
                opened.branch(),
                opened.target(),
                opened.head(),
                opened.diff(),
                opened.url(),
                opened.patch(),
                List.of(opened.head()));
    }

    Proposal after(CommitEvent.Pushed pushed) {
        return at(pushed.target(), pushed.head(), pushed.diff(), pushed.patch());
    }

    /** The draft as its host describes it after somebody else changed it. */
    public Proposal movedTo(DraftEvent.Opened now) {
        return at(now.target(), now.head(), now.diff(), now.patch());
    }

    /** Whether a head that a hook reports is news; hooks come late and in any order. */
    boolean isNews(@Nullable String reported) {
        return reported != null && !heads.contains(reported);
    }

    private Proposal at(String newTarget, String newHead, Digest newDiff, @Nullable ContentRef newPatch) {
        List<String> known = heads.contains(newHead)
                ? heads
                : Stream.concat(heads.stream(), Stream.of(newHead)).toList();
        return new Proposal(pullRequest, branch, newTarget, newHead, newDiff, url, newPatch, known);
    }
}
