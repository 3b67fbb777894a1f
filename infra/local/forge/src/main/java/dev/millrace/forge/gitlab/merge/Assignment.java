package dev.millrace.forge.gitlab.merge;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is to do something about a merge request, and under which labels it goes. */
public record Assignment(Core core, Area area) {

    /** All labels replaced, or some added and removed. */
    public static List<String> labels(List<String> before, Input input) {
        List<String> labels = new ArrayList<>(input.texts("labels").orElse(before));
        labels.addAll(input.texts("add_labels").orElse(List.of()));
        labels.removeAll(input.texts("remove_labels").orElse(List.of()));
        return labels.stream().filter(label -> !label.isEmpty()).distinct().toList();
    }

    void assign(PullRequest pull, Input input, Person by) {
        Optional<List<Long>> ids = input.numbers("assignee_ids").or(() -> input.numbers("assignee_id"));
        ids.ifPresent(numbers -> {
            List<String> logins = numbers.stream()
                    .filter(number -> number > 0)
                    .map(number -> area.person(number).login())
                    .toList();
            core.pulls().change(pull.number(), Happening.Pull.DETAILS, by, (each, at) -> each.assigned(logins, at));
        });
    }

    void review(PullRequest pull, Input input, Person by) {
        input.numbers("reviewer_ids").ifPresent(numbers -> {
            List<String> logins = numbers.stream()
                    .filter(number -> number > 0)
                    .map(number -> area.person(number).login())
                    .toList();
            core.pulls().change(pull.number(), Happening.Pull.REVIEWERS, by, (each, at) -> {
                PullRequest next = each;
                for (Reviewer reviewer : each.reviewers()) {
                    next = logins.contains(reviewer.login()) ? next : next.withoutReviewer(reviewer.login(), at);
                }
                for (String login : logins) {
                    next = next.reviewer(login).isPresent() ? next : next.reviewedBy(new Reviewer(login, 0, false), at);
                }
                return next;
            });
        });
    }
}
