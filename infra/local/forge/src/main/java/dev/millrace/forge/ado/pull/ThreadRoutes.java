package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.talk.Anchor;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Threads of comments on pull requests. Comments are numbered from 1 in each thread. */
public final class ThreadRoutes {

    private static final String ALL = "{org}/{project?}/_apis/git/repositories/{repo}/pullRequests/{pull}/threads";
    private static final Choice STATUS =
            Choice.of(0, "unknown", 1, "active", 2, "fixed", 3, "wontFix", 4, "closed", 5, "byDesign", 6, "pending");

    private final Core core;

    public ThreadRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::start)
                .get(ALL + "/{thread}", this::get)
                .patch(ALL + "/{thread}", this::change)
                .get(ALL + "/{thread}/comments", this::comments)
                .post(ALL + "/{thread}/comments", this::answer)
                .get(ALL + "/{thread}/comments/{comment}", this::comment)
                .patch(ALL + "/{thread}/comments/{comment}", this::rewrite)
                .delete(ALL + "/{thread}/comments/{comment}", this::delete);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        return Site.list(core.conversations().about(pull.number()), thread -> view(site, pull, thread));
    }

    private Reply get(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(view(site, site.pull(call), thread(call)));
    }

    private Reply start(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        JsonNode body = call.json();
        String text = text(body.path("comments").path(0));
        Map<String, JsonNode> properties = new HashMap<>();
        body.path("properties").properties().forEach(each -> properties.put(each.getKey(), each.getValue()));
        Conversation thread = core.conversations()
                .start(
                        pull.number(),
                        anchor(body.path("threadContext")),
                        STATUS.name(body, "status", "active"),
                        text,
                        properties,
                        call.by());
        return Reply.ok(view(site, pull, thread));
    }

    private Reply change(Call call) {
        Site site = Site.of(core, call);
        Conversation thread = thread(call);
        String status = STATUS.name(call.json(), "status", thread.status());
        Conversation changed =
                core.conversations().status(thread.number(), status).orElse(thread);
        return Reply.ok(view(site, site.pull(call), changed));
    }

    private Reply comments(Call call) {
        Site site = Site.of(core, call);
        Conversation thread = thread(call);
        return Site.list(thread.comments(), comment -> view(site, thread, comment));
    }

    private Reply answer(Call call) {
        JsonNode body = call.json();
        Conversation thread = thread(call);
        int parent = body.path("parentCommentId").asInt(0);
        long number = parent > 0 && parent <= thread.comments().size()
                ? thread.comments().get(parent - 1).number()
                : 0;
        Conversation longer = core.conversations()
                .answer(thread.number(), number, text(body), call.by())
                .orElse(thread);
        return Reply.ok(view(Site.of(core, call), longer, longer.comments().getLast()));
    }

    private Reply comment(Call call) {
        Conversation thread = thread(call);
        return Reply.ok(view(Site.of(core, call), thread, comment(call, thread)));
    }

    private Reply rewrite(Call call) {
        Conversation thread = thread(call);
        long comment = comment(call, thread).number();
        Conversation changed = core.conversations()
                .rewrite(thread.number(), comment, text(call.json()))
                .orElse(thread);
        return Reply.ok(view(Site.of(core, call), changed, comment(call, changed)));
    }

    private Reply delete(Call call) {
        Conversation thread = thread(call);
        core.conversations().delete(thread.number(), comment(call, thread).number());
        return Reply.ok(Json.object());
    }

    private Conversation thread(Call call) {
        long pull = Site.of(core, call).pull(call).number();
        return core.conversations()
                .find(call.number("thread"))
                .filter(thread -> thread.subject() == pull)
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "GitPullRequestCommentThreadNotFoundException",
                        "There is no thread " + call.at("thread") + "."));
    }

    private static Comment comment(Call call, Conversation thread) {
        long number = call.number("comment");
        if (number < 1 || number > thread.comments().size()) {
            throw HttpProblem.notFound("There is no comment " + number + " in the thread.");
        }
        return thread.comments().get((int) number - 1);
    }

    private static String text(JsonNode comment) {
        String text = comment.path("content").asText("");
        if (text.isBlank()) {
            throw HttpProblem.badRequest("A comment needs content.");
        }
        return text;
    }

    private static @Nullable Anchor anchor(JsonNode context) {
        if (!context.isObject() || context.path("filePath").asText("").isEmpty()) {
            return null;
        }
        boolean right = context.path("rightFileStart").isObject()
                || !context.path("leftFileStart").isObject();
        JsonNode start = context.path(right ? "rightFileStart" : "leftFileStart");
        return new Anchor(
                context.path("filePath").asText().replaceAll("^/+", ""),
                start.path("line").asInt(0),
                right);
    }

    private static ObjectNode view(Site site, PullRequest pull, Conversation thread) {
        ObjectNode view = Json.object()
                .put("id", thread.number())
                .put("publishedDate", thread.created().toString())
                .put("lastUpdatedDate", thread.changed().toString())
                .put("status", thread.status())
                .put("isDeleted", thread.isDeleted());
        List<Comment> comments = thread.comments();
        view.set("comments", Json.array(comments, comment -> view(site, thread, comment)));
        Anchor anchor = thread.anchor();
        if (anchor == null) {
            view.putNull("threadContext");
        } else {
            ObjectNode context = view.putObject("threadContext").put("filePath", "/" + anchor.path());
            if (anchor.line() > 0) {
                String side = anchor.right() ? "rightFile" : "leftFile";
                context.putObject(side + "Start").put("line", anchor.line()).put("offset", 1);
                context.putObject(side + "End").put("line", anchor.line()).put("offset", 1);
            }
        }
        ObjectNode properties = view.putObject("properties");
        thread.properties().forEach(properties::set);
        view.putObject("_links")
                .putObject("self")
                .put("href", new PullView(site).url(pull) + "/threads/" + thread.number());
        return view;
    }

    private static ObjectNode view(Site site, Conversation thread, Comment comment) {
        List<Long> numbers = thread.comments().stream().map(Comment::number).toList();
        ObjectNode view = Json.object()
                .put("id", numbers.indexOf(comment.number()) + 1)
                .put("parentCommentId", numbers.indexOf(comment.parent()) + 1)
                .put("publishedDate", comment.created().toString())
                .put("lastUpdatedDate", comment.changed().toString())
                .put("lastContentUpdatedDate", comment.changed().toString())
                .put("commentType", "text")
                .put("isDeleted", comment.deleted());
        if (!comment.deleted()) {
            view.put("content", comment.text());
        }
        view.set("author", site.identity(comment.author()));
        view.set("usersLiked", Json.array());
        return view;
    }
}
