package dev.millrace.forge.github.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Review;
import dev.millrace.forge.pull.Reviewer;
import dev.millrace.forge.talk.Anchor;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requested reviewers, reviews, and comments on lines. */
public final class ReviewRoutes {

    private static final String PULL = "v3/repos/{owner}/{repo}/pulls/{number}";
    private static final Map<String, String> VERDICTS =
            Map.of("APPROVE", "APPROVED", "REQUEST_CHANGES", "CHANGES_REQUESTED", "COMMENT", "COMMENTED");

    private final Core core;

    public ReviewRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(PULL + "/requested_reviewers", this::requested)
                .post(PULL + "/requested_reviewers", this::request)
                .delete(PULL + "/requested_reviewers", this::withdraw)
                .get(PULL + "/reviews", this::reviews)
                .post(PULL + "/reviews", this::review)
                .get(PULL + "/comments", this::comments)
                .post(PULL + "/comments", this::comment)
                .post(PULL + "/comments/{comment}/replies", this::reply);
    }

    private Reply requested(Call call) {
        Place place = Place.of(core, call);
        ObjectNode view = Json.object();
        view.set("users", new PullView(place).pull(place.pull(call)).get("requested_reviewers"));
        view.set("teams", Json.array());
        return Reply.ok(view);
    }

    private Reply request(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        List<String> logins = new ArrayList<>();
        call.json()
                .path("reviewers")
                .forEach(each -> logins.add(place.person(each.asText()).login()));
        if (logins.contains(pull.author())) {
            throw Place.invalid("Review cannot be requested from pull request author.");
        }
        for (String login : logins) {
            core.pulls()
                    .change(
                            pull.number(),
                            Happening.Pull.REVIEWERS,
                            call.by(),
                            (each, at) -> each.reviewedBy(new Reviewer(login, 0, false), at));
        }
        return Reply.created(new PullView(place).full(place.pull(call)));
    }

    private Reply withdraw(Call call) {
        Place place = Place.of(core, call);
        long pull = place.pull(call).number();
        for (JsonNode login : call.json().path("reviewers")) {
            core.pulls()
                    .change(
                            pull,
                            Happening.Pull.REVIEWERS,
                            call.by(),
                            (each, at) -> each.withoutReviewer(login.asText(), at));
        }
        return Reply.ok(new PullView(place).full(place.pull(call)));
    }

    private Reply reviews(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        return Paging.list(call, core.pulls().reviews(pull.number()), review -> view(place, review));
    }

    private Reply review(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        JsonNode body = call.json();
        String verdict = VERDICTS.get(body.path("event").asText("COMMENT"));
        if (verdict == null) {
            throw Place.invalid("event must be APPROVE, REQUEST_CHANGES or COMMENT");
        }
        if (!verdict.equals("COMMENTED") && pull.author().equals(call.by().login())) {
            throw Place.invalid("Can not approve or reject your own pull request");
        }
        Review review = core.pulls()
                .review(pull.number(), verdict, body.path("body").asText(""), call.by())
                .orElseThrow(Place::notFound);
        body.path("comments").forEach(comment -> start(pull, comment, call));
        return Reply.ok(view(place, review));
    }

    /** One review. */
    public static ObjectNode view(Place place, Review review) {
        ObjectNode view = Json.object()
                .put("id", review.number())
                .put("node_id", "PRR_" + review.number())
                .put("state", review.verdict())
                .put("body", review.text())
                .put("commit_id", review.commit())
                .put("submitted_at", review.at().toString());
        view.set("user", place.user(review.login()));
        return view;
    }

    private Reply comments(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        List<Talk> talks = core.conversations().about(pull.number()).stream()
                .filter(conversation -> conversation.anchor() != null)
                .flatMap(conversation -> conversation.comments().stream()
                        .filter(comment -> !comment.deleted())
                        .map(comment -> new Talk(conversation, comment)))
                .toList();
        return Paging.list(call, talks, talk -> view(place, place.repo(call), pull, talk));
    }

    private record Talk(Conversation conversation, Comment comment) {}

    private Reply comment(Call call) {
        Place place = Place.of(core, call);
        PullRequest pull = place.pull(call);
        JsonNode body = call.json();
        if (body.has("in_reply_to")) {
            return answer(call, place, pull, body.path("in_reply_to").asLong());
        }
        if (body.path("path").asText("").isEmpty()
                || body.path("body").asText("").isEmpty()) {
            throw Place.invalid("path and body are needed");
        }
        Conversation started = start(pull, body, call);
        var talk = new Talk(started, started.comments().getFirst());
        return Reply.created(view(place, place.repo(call), pull, talk));
    }

    private Conversation start(PullRequest pull, JsonNode body, Call call) {
        var anchor = new Anchor(
                body.path("path").asText(),
                body.path("line").asInt(body.path("position").asInt(0)),
                !body.path("side").asText("RIGHT").equals("LEFT"));
        return core.conversations()
                .start(pull.number(), anchor, "active", body.path("body").asText(""), Map.of(), call.by());
    }

    private Reply reply(Call call) {
        Place place = Place.of(core, call);
        return answer(call, place, place.pull(call), call.number("comment"));
    }

    private Reply answer(Call call, Place place, PullRequest pull, long parent) {
        Conversation longer = core.conversations()
                .withComment(parent)
                .filter(conversation -> conversation.subject() == pull.number())
                .flatMap(conversation -> core.conversations()
                        .answer(
                                conversation.number(),
                                parent,
                                call.json().path("body").asText(""),
                                call.by()))
                .orElseThrow(Place::notFound);
        var talk = new Talk(longer, longer.comments().getLast());
        return Reply.created(view(place, place.repo(call), pull, talk));
    }

    private static ObjectNode view(Place place, Repo repo, PullRequest pull, Talk talk) {
        Comment comment = talk.comment();
        Anchor anchor = talk.conversation().anchor();
        ObjectNode view = Json.object()
                .put("id", comment.number())
                .put("node_id", "PRRC_" + comment.number())
                .put("url", place.url(repo) + "/pulls/comments/" + comment.number())
                .put("body", comment.text())
                .put("commit_id", pull.head())
                .put("created_at", comment.created().toString())
                .put("updated_at", comment.changed().toString());
        if (anchor != null) {
            view.put("path", anchor.path()).put("line", anchor.line()).put("side", anchor.right() ? "RIGHT" : "LEFT");
        }
        if (comment.parent() > 0) {
            view.put("in_reply_to_id", comment.parent());
        }
        view.set("user", place.user(comment.author()));
        return view;
    }
}
