package dev.millrace.forge.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import dev.millrace.forge.store.Store;
import dev.millrace.forge.talk.Conversation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps policies and holds pull requests and pushes against them. */
public final class Policies {

    private final Store store;
    private final People people;
    private final Clock clock;

    public Policies(Store store, People people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    public List<Policy> of(Project project) {
        return store.all(Policy.KIND).stream()
                .filter(policy -> policy.project() == project.number())
                .toList();
    }

    public Optional<Policy> find(long number) {
        return store.find(Policy.KIND, number);
    }

    public Policy create(
            Project project, String type, boolean enabled, boolean blocking, JsonNode settings, Person by) {
        return store.write(draft -> draft.put(
                Policy.KIND,
                new Policy(
                        draft.next("policy"),
                        project.number(),
                        type,
                        enabled,
                        blocking,
                        settings,
                        1,
                        by.login(),
                        clock.instant())));
    }

    public Policy change(Policy policy, boolean enabled, boolean blocking, JsonNode settings) {
        return store.write(draft -> draft.put(
                Policy.KIND,
                new Policy(
                        policy.number(),
                        policy.project(),
                        policy.type(),
                        enabled,
                        blocking,
                        settings,
                        policy.rev() + 1,
                        policy.createdBy(),
                        policy.created())));
    }

    public void delete(Policy policy) {
        store.change(draft -> draft.remove(Policy.KIND, Long.toString(policy.number())));
    }

    /** Whether a ref takes changes by pull request only: any blocking policy has that effect. */
    public boolean protects(Repo repo, String ref) {
        return !blocking(repo, ref).isEmpty();
    }

    /** Blocking policies of a branch. */
    public List<Policy> blocking(Repo repo, String ref) {
        return covering(repo, ref).stream().filter(Policy::blocking).toList();
    }

    /** Enabled policies of a branch. */
    public List<Policy> covering(Repo repo, String ref) {
        return store.all(Policy.KIND).stream()
                .filter(policy ->
                        policy.enabled() && policy.project() == repo.project() && policy.covers(repo.guid(), ref))
                .toList();
    }

    /** Whether the target branch wants pull requests to be built. */
    public boolean demandsBuild(PullRequest pull) {
        Repo repo = store.find(Repo.KIND, pull.repo()).orElseThrow();
        return covering(repo, "refs/heads/" + pull.target()).stream()
                .anyMatch(policy -> policy.type().equalsIgnoreCase(PolicyType.BUILD.guid()));
    }

    /** What the target branch still demands of a pull request, a sentence each. */
    public List<String> missing(PullRequest pull) {
        var missing = new ArrayList<String>();
        Repo repo = store.find(Repo.KIND, pull.repo()).orElseThrow();
        for (Policy policy : blocking(repo, "refs/heads/" + pull.target())) {
            missing(policy, pull).ifPresent(missing::add);
        }
        return missing;
    }

    /** What one policy still demands; empty when it is content. */
    public Optional<String> missing(Policy policy, PullRequest pull) {
        return PolicyType.of(policy.type()).flatMap(type -> switch (type) {
            case MINIMUM_REVIEWERS -> approvals(policy.settings(), pull);
            case BUILD -> build(policy.settings(), pull);
            case STATUS -> status(policy.settings(), pull);
            case REQUIRED_REVIEWERS -> required(policy.settings(), pull);
            case WORK_ITEMS ->
                pull.tickets().isEmpty() ? Optional.of("Link a work item to the pull request.") : Optional.empty();
            case COMMENTS -> comments(pull);
        });
    }

    private static Optional<String> approvals(JsonNode settings, PullRequest pull) {
        int needed = settings.path("minimumApproverCount").asInt(1);
        boolean own = settings.path("creatorVoteCounts").asBoolean(false);
        if (pull.reviewers().stream().anyMatch(reviewer -> reviewer.vote() == Reviewer.REJECTED)) {
            return Optional.of("A reviewer rejected the pull request; ask for another look.");
        }
        long given = pull.reviewers().stream()
                .filter(reviewer ->
                        reviewer.approves() && (own || !reviewer.login().equals(pull.author())))
                .count();
        return given >= needed
                ? Optional.empty()
                : Optional.of("It takes " + needed + " approvals, there are " + given + ".");
    }

    private Optional<String> build(JsonNode settings, PullRequest pull) {
        long definition = settings.path("buildDefinitionId").asLong(0);
        Optional<Build> last = store.all(Build.KIND).reversed().stream()
                .filter(build -> build.repo() == pull.repo()
                        && build.commit().equals(pull.head())
                        && (definition == 0 || build.pipeline() == definition))
                .findFirst();
        return last.filter(build -> build.result() == Build.Result.SUCCEEDED).isPresent()
                ? Optional.empty()
                : Optional.of("A build of " + pull.head() + " must succeed first.");
    }

    private Optional<String> status(JsonNode settings, PullRequest pull) {
        String genre = settings.path("statusGenre").asText("");
        String name = settings.path("statusName").asText("");
        List<Check> candidates = store.all(Check.KIND).reversed().stream()
                .filter(check -> check.repo() == pull.repo()
                        && (check.pull() == pull.number() || check.commit().equals(pull.head()))
                        && check.name().equals(name)
                        && (genre.isEmpty() || check.genre().equals(genre)))
                .toList();
        boolean content = Checks.latest(candidates).stream()
                .anyMatch(
                        check -> check.state() == Check.State.SUCCEEDED || check.state() == Check.State.NOT_APPLICABLE);
        return content ? Optional.empty() : Optional.of("The status '" + name + "' must be succeeded first.");
    }

    private Optional<String> required(JsonNode settings, PullRequest pull) {
        for (JsonNode id : settings.path("requiredReviewerIds")) {
            Optional<Person> person = people.find(id.asText());
            boolean approved = person.flatMap(known -> pull.reviewer(known.login()))
                    .filter(Reviewer::approves)
                    .isPresent();
            if (!approved) {
                return Optional.of("The approval of " + person.map(Person::name).orElse(id.asText()) + " is missing.");
            }
        }
        return Optional.empty();
    }

    private Optional<String> comments(PullRequest pull) {
        long open = store.all(Conversation.KIND).stream()
                .filter(talk -> talk.subject() == pull.number() && talk.anchor() != null && !talk.isResolved())
                .count();
        return open == 0 ? Optional.empty() : Optional.of(open + " comments wait to be resolved.");
    }
}
