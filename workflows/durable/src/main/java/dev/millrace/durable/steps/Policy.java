package dev.millrace.durable.steps;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What a tenant allows a workflow. Fields that are absent in JSON take the values of {@link #DEFAULT}.
 *
 * @param planModel alias of the model that plans
 * @param editModel alias of the model that writes edits
 * @param contextBytes most bytes of file texts that models are shown
 * @param fixRounds how often a broken build is mended, 0 to 10
 * @param approvalRounds how often people are asked because what they would approve moved, 1 to 10
 * @param protectedPaths whether pipelines, CODEOWNERS and the like may be changed
 * @param labels of the pull request
 */
public record Policy(
        String planModel,
        String editModel,
        Long contextBytes,
        Integer fixRounds,
        Integer approvalRounds,
        Boolean protectedPaths,
        List<String> labels,
        Patience patience) {

    public static final Policy DEFAULT =
            new Policy("plan", "edit", 400_000L, 3, 3, false, List.of("millrace"), Patience.DEFAULT);

    private static final int MOST_ROUNDS = 10;

    // The null checks are for JSON, which knows no defaults.
    public Policy {
        planModel = requireNonNullElse(planModel, "plan");
        editModel = requireNonNullElse(editModel, "edit");
        contextBytes = requireNonNullElse(contextBytes, 400_000L);
        fixRounds = requireNonNullElse(fixRounds, 3);
        approvalRounds = requireNonNullElse(approvalRounds, 3);
        protectedPaths = requireNonNullElse(protectedPaths, false);
        labels = List.copyOf(requireNonNullElse(labels, List.of("millrace")));
        patience = requireNonNullElse(patience, Patience.DEFAULT);
        if (fixRounds < 0 || fixRounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("fixRounds is 0 to " + MOST_ROUNDS + ", unlike " + fixRounds);
        }
        if (approvalRounds < 1 || approvalRounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("approvalRounds is 1 to " + MOST_ROUNDS + ", unlike " + approvalRounds);
        }
        if (contextBytes < 1) {
            throw new IllegalArgumentException("contextBytes is at least 1, unlike " + contextBytes);
        }
    }
}
