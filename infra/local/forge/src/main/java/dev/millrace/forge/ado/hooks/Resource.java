package dev.millrace.forge.ado.hooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.project.Project;
import java.util.Optional;

/**
 * What a hook is about.
 *
 * @param repo 0 for none
 * @param branch without {@code refs/heads/}, for the subscriber's filter
 * @param type of a work item, for the subscriber's filter
 */
record Resource(
        String event,
        String message,
        ObjectNode body,
        Project project,
        long repo,
        Optional<String> branch,
        Optional<String> type) {}
