package dev.millrace.forge.gitlab.issue;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import java.util.List;

/** Notes on issues and on merge requests. */
public final class NoteRoutes {

    private final Core core;

    public NoteRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        register(routes, "projects/{id}/issues/{iid}/notes", "Issue");
        register(routes, "projects/{id}/merge_requests/{iid}/notes", "MergeRequest");
    }

    private void register(Router routes, String all, String type) {
        routes.get(all, call -> list(call, type))
                .post(all, call -> add(call, type))
                .get(all + "/{note}", call -> get(call, type))
                .put(all + "/{note}", call -> rewrite(call, type))
                .delete(all + "/{note}", call -> delete(call, type));
    }

    private record Said(Conversation conversation, Comment comment) {}

    private long subject(Call call, String type) {
        Area area = Area.of(core, call);
        return type.equals("Issue")
                ? area.issue(call).number()
                : area.pull(call).number();
    }

    private Reply list(Call call, String type) {
        List<Said> notes = core.conversations().about(subject(call, type)).stream()
                .flatMap(conversation -> conversation.comments().stream()
                        .filter(comment -> !comment.deleted())
                        .map(comment -> new Said(conversation, comment)))
                .toList();
        boolean oldestFirst = call.query("sort").filter("asc"::equals).isPresent();
        var view = new NoteView(Area.of(core, call), type);
        return Pages.list(
                call, oldestFirst ? notes : notes.reversed(), said -> view.note(said.conversation(), said.comment()));
    }

    private Reply add(Call call, String type) {
        Conversation conversation =
                core.conversations().start(subject(call, type), Input.of(call).needed("body"), call.by());
        return Reply.created(new NoteView(Area.of(core, call), type)
                .note(conversation, conversation.comments().getFirst()));
    }

    private Said said(Call call, String type) {
        long subject = subject(call, type);
        long number = call.number("note");
        return core.conversations()
                .withComment(number)
                .filter(conversation -> conversation.subject() == subject)
                .flatMap(conversation -> conversation.comments().stream()
                        .filter(comment -> comment.number() == number && !comment.deleted())
                        .map(comment -> new Said(conversation, comment))
                        .findFirst())
                .orElseThrow(() -> Area.notFound("Note"));
    }

    private Reply get(Call call, String type) {
        Said said = said(call, type);
        return Reply.ok(new NoteView(Area.of(core, call), type).note(said.conversation(), said.comment()));
    }

    private Reply rewrite(Call call, String type) {
        Said said = said(call, type);
        core.conversations()
                .rewrite(
                        said.conversation().number(),
                        said.comment().number(),
                        Input.of(call).needed("body"));
        return get(call, type);
    }

    private Reply delete(Call call, String type) {
        Said said = said(call, type);
        core.conversations().delete(said.conversation().number(), said.comment().number());
        return Reply.nothing();
    }
}
