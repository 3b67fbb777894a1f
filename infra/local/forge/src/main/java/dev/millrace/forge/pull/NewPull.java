package dev.millrace.forge.pull;

import java.util.List;

/**
 * What somebody asks for.
 *
 * @param source and {@code target} without {@code refs/heads/}
 */
public record NewPull(
        long repo,
        String title,
        String description,
        String source,
        String target,
        boolean draft,
        List<Reviewer> reviewers,
        List<String> labels,
        List<Long> tickets) {}
