package dev.millrace.durable;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.durable.steps.Cost;
import dev.millrace.durable.steps.Proposal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The work on a ticket once there is a draft.
 *
 * @param plan Markdown
 * @param edits that were made for the branch
 * @param checks a sentence each, of the draft as it stands
 * @param cost of models so far
 */
record Change(
        ContextEvent.Collected context,
        ContentRef plan,
        Proposal proposal,
        ContentRef edits,
        List<String> checks,
        Cost cost) {

    private static final String MOVED = "The branch or its target was changed by others.";

    Change built(Proposal now, ContentRef allEdits, String check, Cost spent) {
        return new Change(context, plan, now, allEdits, List.of(check), cost.plus(spent));
    }

    Change moved(Proposal now, List<String> newChecks) {
        List<String> all = Stream.concat(Stream.of(MOVED), newChecks.stream().filter(check -> !check.equals(MOVED)))
                .toList();
        return new Change(context, plan, now, edits, all, cost);
    }
}
