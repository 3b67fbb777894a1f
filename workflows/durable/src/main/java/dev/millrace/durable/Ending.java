package dev.millrace.durable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.durable.steps.Cost;
import dev.millrace.durable.steps.Stop;
import org.jspecify.annotations.Nullable;

/** How a ticket's workflow ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ending")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Ending.Merged.class, name = "merged"),
    @JsonSubTypes.Type(value = Ending.Abandoned.class, name = "abandoned"),
    @JsonSubTypes.Type(value = Ending.Unclear.class, name = "unclear")
})
public sealed interface Ending {

    /**
     * @param mergeCommit null when somebody merged it by hand
     * @param docs the documentation's pull request, when there is one
     * @param cost of models
     */
    record Merged(
            PullRequestRef pullRequest,
            @Nullable String mergeCommit,
            @Nullable PullRequestRef docs,
            Cost cost) implements Ending {}

    /** @param clean whether nothing is left to be undone by hand */
    record Abandoned(Stop stop, boolean clean) implements Ending {}

    /** The pull request may be merged or not: people have to look. Nothing was undone. */
    record Unclear(PullRequestRef pullRequest, String why) implements Ending {}
}
