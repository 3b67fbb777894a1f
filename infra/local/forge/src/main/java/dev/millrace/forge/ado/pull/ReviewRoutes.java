package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reviewers with their votes, and labels. */
public final class ReviewRoutes {

    private static final String PULL = "{org}/{project?}/_apis/git/repositories/{repo}/pullRequests/{pull}";
    private static final Set<Integer> VOTES = Set.of(10, 5, 0, -5, -10);

    private final Core core;

    public ReviewRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(PULL + "/reviewers", this::reviewers)
                .post(PULL + "/reviewers", this::addReviewers)
                .get(PULL + "/reviewers/{person}", this::reviewer)
                .put(PULL + "/reviewers/{person}", this::vote)
                .patch(PULL + "/reviewers/{person}", this::vote)
                .delete(PULL + "/reviewers/{person}", this::removeReviewer)
                .get(PULL + "/labels", this::labels)
                .post(PULL + "/labels", this::addLabel)
                .get(PULL + "/labels/{label}", this::label)
                .delete(PULL + "/labels/{label}", this::removeLabel);
    }

    private Reply reviewers(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Site.list(pull.reviewers(), reviewer -> new PullView(site).reviewer(pull, reviewer));
    }

    private Reply addReviewers(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        for (JsonNode each : call.json()) {
            Person person = site.person(each.path("id").asText(""));
            var reviewer = new Reviewer(
                    person.login(),
                    pull.reviewer(person.login()).map(Reviewer::vote).orElse(0),
                    each.path("isRequired").asBoolean(false));
            pull = change(pull, Happening.Pull.REVIEWERS, reviewer, call.by());
        }
        PullRequest changed = pull;
        return Site.list(changed.reviewers(), reviewer -> new PullView(site).reviewer(changed, reviewer));
    }

    private Reply reviewer(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return pull.reviewer(site.person(call.at("person")).login())
                .map(reviewer -> Reply.ok(new PullView(site).reviewer(pull, reviewer)))
                .orElseThrow(() -> HttpProblem.notFound("There is no such reviewer."));
    }

    private Reply vote(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        JsonNode body = call.json();
        Person person = site.person(call.at("person"));
        Reviewer before = pull.reviewer(person.login()).orElse(new Reviewer(person.login(), 0, false));
        int vote = body.path("vote").asInt(before.vote());
        if (!VOTES.contains(vote)) {
            throw HttpProblem.badRequest("A vote is 10, 5, 0, -5 or -10.");
        }
        if (vote != before.vote() && !person.equals(call.by())) {
            throw new HttpProblem(403, "GitPullRequestVoteForOthersException", "Nobody can vote for somebody else.");
        }
        var after = new Reviewer(person.login(), vote, body.path("isRequired").asBoolean(before.required()));
        Happening.Pull what = vote == before.vote() ? Happening.Pull.REVIEWERS : Happening.Pull.VOTE;
        PullRequest changed = change(pull, what, after, call.by());
        return Reply.ok(new PullView(site).reviewer(changed, after));
    }

    private Reply removeReviewer(Call call) {
        Site site = Site.of(core, call);
        Person person = site.person(call.at("person"));
        core.pulls()
                .change(
                        site.pull(call).number(),
                        Happening.Pull.REVIEWERS,
                        call.by(),
                        (pull, at) -> pull.withoutReviewer(person.login(), at));
        return Reply.nothing();
    }

    private Reply labels(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Site.list(pull.labels(), label -> new PullView(site).label(pull, label));
    }

    private Reply label(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Reply.ok(new PullView(site).label(pull, named(pull, call.at("label"))));
    }

    private Reply addLabel(Call call) {
        Site site = Site.of(core, call);
        String label = call.json().path("name").asText("").trim();
        if (label.isEmpty()) {
            throw HttpProblem.badRequest("A label needs a name.");
        }
        PullRequest pull = core.pulls()
                .change(site.pull(call).number(), Happening.Pull.LABELS, call.by(), (each, at) -> {
                    List<String> labels = new ArrayList<>(each.labels());
                    labels.add(label);
                    return each.labelled(labels, at);
                })
                .orElseThrow();
        return Reply.ok(new PullView(site).label(pull, label));
    }

    private Reply removeLabel(Call call) {
        PullRequest pull = Site.of(core, call).pull(call);
        String label = named(pull, call.at("label"));
        core.pulls()
                .change(
                        pull.number(),
                        Happening.Pull.LABELS,
                        call.by(),
                        (each, at) -> each.labelled(
                                each.labels().stream()
                                        .filter(name -> !name.equals(label))
                                        .toList(),
                                at));
        return Reply.ok(Json.object());
    }

    private static String named(PullRequest pull, String label) {
        return pull.labels().stream()
                .filter(name -> name.equals(label) || Guid.of("label", name).equals(label))
                .findFirst()
                .orElseThrow(() -> HttpProblem.notFound("There is no label '" + label + "'."));
    }

    private PullRequest change(PullRequest pull, Happening.Pull what, Reviewer reviewer, Person by) {
        return core.pulls()
                .change(pull.number(), what, by, (each, at) -> each.reviewedBy(reviewer, at))
                .orElseThrow();
    }
}
