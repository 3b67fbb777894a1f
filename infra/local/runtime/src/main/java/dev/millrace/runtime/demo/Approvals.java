package dev.millrace.runtime.demo;

import dev.millrace.runtime.demo.show.Show;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.story.Stage;
import dev.millrace.runtime.journey.Approver;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that questions reach Grace. With {@code --yes} she decides at once, one ticket after the other: what is
 * merged moves the branch below the others, and who is asked again about the same change goes first.
 */
final class Approvals {

    private final Approver grace;
    private final Show show;
    private final boolean yes;
    private final boolean terse;
    private final Set<UUID> handled = new HashSet<>();
    private @Nullable Journey current;
    private @Nullable URI page;

    /** @param terse whether nothing is said about what is clicked for people */
    Approvals(Approver grace, Show show, boolean yes, boolean terse) {
        this.grace = grace;
        this.show = show;
        this.yes = yes;
        this.terse = terse;
    }

    void attend(List<Journey> journeys) throws IOException, InterruptedException {
        if (!yes) {
            for (Journey journey : journeys) {
                if (isNew(journey)) {
                    ask(journey);
                }
            }
        } else {
            if (current == null || current.stage().compareTo(Stage.MERGED) >= 0) {
                current = journeys.stream().filter(this::isNew).findFirst().orElse(null);
            }
            if (current != null && isNew(current)) {
                decide(current);
            }
        }
    }

    /** The page of the last question. */
    @Nullable
    URI page() {
        return page;
    }

    private boolean isNew(Journey journey) {
        return journey.question()
                .filter(question -> !handled.contains(question))
                .isPresent();
    }

    private URI take(Journey journey) throws IOException, InterruptedException {
        UUID question = journey.question().orElseThrow();
        URI link = grace.link(question);
        handled.add(question);
        page = link;
        return link;
    }

    private void ask(Journey journey) throws IOException, InterruptedException {
        URI link = take(journey);
        show.say("");
        show.say("  Grace is asked about '" + journey.ware().title() + "'. Be Grace, and decide:");
        show.say("  " + link);
        show.say("");
    }

    private void decide(Journey journey) throws IOException, InterruptedException {
        URI link = take(journey);
        if (!terse) {
            show.say("           Grace opens " + link.getPath() + " and says yes (--yes)");
        }
        grace.approve(link);
    }
}
