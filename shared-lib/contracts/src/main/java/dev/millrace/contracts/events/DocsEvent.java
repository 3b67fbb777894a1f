package dev.millrace.contracts.events;

import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documentation that follows a merge. */
public sealed interface DocsEvent extends Payload {

    /** The pull request whose merge is documented. */
    PullRequestRef merged();

    /** @param files that the documentation's pull request changes */
    @EventType("dev.millrace.docs.proposed.v1")
    record Proposed(
            PullRequestRef merged,
            PullRequestRef pullRequest,
            @Nullable URI url,
            List<String> files) implements DocsEvent {

        public Proposed {
            files = List.copyOf(files);
        }
    }

    /** Nothing is to be documented. */
    @EventType("dev.millrace.docs.skipped.v1")
    record Skipped(PullRequestRef merged, String reason) implements DocsEvent {}
}
