package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.http.Slice;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import dev.millrace.forge.ticket.Ticket;
import java.util.List;

/** Comments on work items. */
public final class CommentRoutes {

    private static final String ALL = "{org}/{project?}/_apis/wit/workItems/{id}/comments";

    private final Core core;

    public CommentRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::add)
                .get(ALL + "/{comment}", this::get)
                .patch(ALL + "/{comment}", this::rewrite)
                .delete(ALL + "/{comment}", this::delete);
    }

    private Reply list(Call call) {
        Ticket ticket = ticket(call);
        List<Comment> comments = core.conversations().about(ticket.number()).stream()
                .flatMap(conversation -> conversation.comments().stream())
                .filter(comment -> !comment.deleted())
                .toList();
        boolean newestFirst = !List.of("asc", "1").contains(call.query("order").orElse("desc"));
        List<Comment> ordered = newestFirst ? comments.reversed() : comments;
        Slice<Comment> page = Slice.of(ordered, call.query("continuationToken", 0), call.query("$top", 200));
        Site site = Site.of(core, call);
        ObjectNode body = Json.object()
                .put("totalCount", comments.size())
                .put("count", page.part().size());
        page.continuation().ifPresent(token -> body.put("continuationToken", token));
        return Reply.ok(body.set("comments", Json.array(page.part(), comment -> view(site, ticket, comment))));
    }

    private Reply add(Call call) {
        Ticket ticket = ticket(call);
        Conversation conversation = core.conversations().start(ticket.number(), text(call), call.by());
        return Reply.ok(
                view(Site.of(core, call), ticket, conversation.comments().getFirst()));
    }

    private Reply get(Call call) {
        Ticket ticket = ticket(call);
        return Reply.ok(view(Site.of(core, call), ticket, comment(call, conversation(call, ticket))));
    }

    private Reply rewrite(Call call) {
        Ticket ticket = ticket(call);
        Conversation conversation = conversation(call, ticket);
        Conversation changed = core.conversations()
                .rewrite(conversation.number(), call.number("comment"), text(call))
                .orElse(conversation);
        return Reply.ok(view(Site.of(core, call), ticket, comment(call, changed)));
    }

    private Reply delete(Call call) {
        core.conversations().delete(conversation(call, ticket(call)).number(), call.number("comment"));
        return Reply.nothing();
    }

    private Ticket ticket(Call call) {
        return core.tickets()
                .find(call.number("id"))
                .orElseThrow(() -> HttpProblem.notFound("TF401232: Work item " + call.at("id") + " does not exist."));
    }

    private Conversation conversation(Call call, Ticket ticket) {
        return core.conversations()
                .withComment(call.number("comment"))
                .filter(conversation -> conversation.subject() == ticket.number())
                .orElseThrow(() -> HttpProblem.notFound("There is no comment " + call.at("comment") + "."));
    }

    private static Comment comment(Call call, Conversation conversation) {
        long number = call.number("comment");
        return conversation.comments().stream()
                .filter(comment -> comment.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Call call) {
        String text = call.json().path("text").asText("");
        if (text.isBlank()) {
            throw HttpProblem.badRequest("A comment needs text.");
        }
        return text;
    }

    private static ObjectNode view(Site site, Ticket ticket, Comment comment) {
        ObjectNode view = Json.object()
                .put("workItemId", ticket.number())
                .put("id", comment.number())
                .put("version", 1)
                .put("text", comment.text())
                .put("createdDate", comment.created().toString())
                .put("modifiedDate", comment.changed().toString())
                .put("isDeleted", comment.deleted())
                .put("url", new WorkItemView(site).url(ticket) + "/comments/" + comment.number());
        view.set("createdBy", site.identity(comment.author()));
        view.set("modifiedBy", site.identity(comment.author()));
        return view;
    }
}
