package dev.millrace.forge.github.issue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import java.util.List;

/** Comments on issues and pull requests, those on lines excepted. */
public final class CommentRoutes {

    private static final String ISSUES = "v3/repos/{owner}/{repo}/issues";

    private final Core core;

    public CommentRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ISSUES + "/{number}/comments", this::list)
                .post(ISSUES + "/{number}/comments", this::add)
                .get(ISSUES + "/comments/{comment}", this::get)
                .patch(ISSUES + "/comments/{comment}", this::rewrite)
                .delete(ISSUES + "/comments/{comment}", this::delete);
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        long subject = subject(call, place);
        List<Comment> comments = core.conversations().about(subject).stream()
                .filter(conversation -> conversation.anchor() == null)
                .flatMap(conversation -> conversation.comments().stream())
                .filter(comment -> !comment.deleted())
                .toList();
        Repo repo = place.repo(call);
        return Paging.list(call, comments, comment -> new IssueView(place).comment(repo, subject, comment));
    }

    private long subject(Call call, Place place) {
        Repo repo = place.repo(call);
        long number = call.number("number");
        return core.pulls()
                        .find(number)
                        .filter(pull -> pull.repo() == repo.number())
                        .isPresent()
                ? number
                : place.issue(call).number();
    }

    private Reply add(Call call) {
        Place place = Place.of(core, call);
        long subject = subject(call, place);
        Conversation conversation = core.conversations().start(subject, text(call), call.by());
        return Reply.created(new IssueView(place)
                .comment(place.repo(call), subject, conversation.comments().getFirst()));
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        return Reply.ok(view(call, place, conversation(call, place)));
    }

    private Reply rewrite(Call call) {
        Place place = Place.of(core, call);
        Conversation conversation = conversation(call, place);
        return Reply.ok(view(
                call,
                place,
                core.conversations()
                        .rewrite(conversation.number(), call.number("comment"), text(call))
                        .orElse(conversation)));
    }

    private Reply delete(Call call) {
        Conversation conversation = conversation(call, Place.of(core, call));
        core.conversations().delete(conversation.number(), call.number("comment"));
        return Reply.nothing();
    }

    private Conversation conversation(Call call, Place place) {
        Repo repo = place.repo(call);
        return core.conversations()
                .withComment(call.number("comment"))
                .filter(conversation -> isOf(repo, conversation.subject()))
                .orElseThrow(Place::notFound);
    }

    private boolean isOf(Repo repo, long subject) {
        return core.pulls()
                        .find(subject)
                        .filter(pull -> pull.repo() == repo.number())
                        .isPresent()
                || core.tickets()
                        .find(subject)
                        .filter(ticket -> Place.belongs(ticket, repo))
                        .isPresent();
    }

    private static JsonNode view(Call call, Place place, Conversation conversation) {
        Comment comment = conversation.comments().stream()
                .filter(each -> each.number() == call.number("comment") && !each.deleted())
                .findFirst()
                .orElseThrow(Place::notFound);
        return new IssueView(place).comment(place.repo(call), conversation.subject(), comment);
    }

    private static String text(Call call) {
        String text = call.json().path("body").asText("");
        if (text.isBlank()) {
            throw Place.invalid("body cannot be blank");
        }
        return text;
    }
}
