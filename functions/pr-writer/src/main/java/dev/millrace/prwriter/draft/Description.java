package dev.millrace.prwriter.draft;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.events.DraftEvent;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What reviewers read above a pull request. */
final class Description {

    private Description() {}

    /**
     * @param plan Markdown
     * @param ticket where it is read; null when the host does not say
     * @param edits digest of the edits, by which audit and model calls name them
     */
    static String of(DraftEvent.Requested wish, String plan, @Nullable URI ticket, Digest edits, int files, String id) {
        String name = cell(wish.ticket().project() + " #" + wish.ticket().id());
        return """
                %s

                ---

                | | |
                |---|---|
                | Ticket | %s |
                | Made for | `%s` at `%s` |
                | Changes | %s |
                | Written by | %s |
                | Cost of models so far | %s |
                | Request | `%s` |

                Opened as a draft by Millrace. Nothing is merged before a person has approved exactly this change.
                The commit is signed off under the [Developer Certificate of Origin](https://developercertificate.org).
                """.formatted(
                plan.strip(),
                ticket == null ? name : "[" + name + "](" + ticket + ")",
                cell(wish.targetRef().replaceFirst("^refs/heads/", "")),
                wish.targetCommit().substring(0, 12),
                files + (files == 1 ? " file" : " files") + ", edits `"
                        + edits.hex().substring(0, 12) + "`",
                author(wish.provenance()),
                wish.provenance() == null ? "nothing" : cell(wish.provenance().cost()),
                cell(id));
    }

    private static String author(DraftEvent.@Nullable Provenance provenance) {
        return provenance == null
                ? "no model"
                : cell(provenance.model()) + ", prompt `"
                        + provenance.prompt().hex().substring(0, 12) + "`";
    }

    private static String cell(String text) {
        return text.replaceAll("[|`\\[\\]\\r\\n]", " ");
    }
}
