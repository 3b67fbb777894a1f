package dev.millrace.forge.gitlab.merge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.gitlab.issue.NoteView;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.talk.Anchor;
import dev.millrace.forge.talk.Conversation;
import java.util.Map;
import java.util.Optional;

/** Discussions on merge requests, whose ids are 40 hexadecimal digits. */
public final class DiscussionRoutes {

    private static final String ALL = "projects/{id}/merge_requests/{iid}/discussions";

    private final Core core;

    public DiscussionRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::start)
                .get(ALL + "/{discussion}", call -> Reply.ok(view(call).discussion(found(call))))
                .put(ALL + "/{discussion}", this::resolve)
                .post(ALL + "/{discussion}/notes", this::answer);
    }

    private NoteView view(Call call) {
        return new NoteView(Area.of(core, call), "MergeRequest");
    }

    private Conversation found(Call call) {
        long pull = Area.of(core, call).pull(call).number();
        try {
            return core.conversations()
                    .find(Long.parseLong(call.at("discussion"), 16))
                    .filter(conversation -> conversation.subject() == pull)
                    .orElseThrow(() -> Area.notFound("Discussion"));
        } catch (NumberFormatException e) {
            throw Area.notFound("Discussion");
        }
    }

    private Reply list(Call call) {
        long pull = Area.of(core, call).pull(call).number();
        return Pages.list(call, core.conversations().about(pull), view(call)::discussion);
    }

    private Reply start(Call call) {
        Input input = Input.of(call);
        JsonNode position = input.body().path("position");
        boolean right = position.hasNonNull("new_line") || !position.hasNonNull("old_line");
        Optional<Anchor> anchor = Json.text(position, "new_path")
                .or(() -> Json.text(position, "old_path"))
                .map(path -> new Anchor(
                        path, position.path(right ? "new_line" : "old_line").asInt(0), right));
        Conversation conversation = core.conversations()
                .start(
                        Area.of(core, call).pull(call).number(),
                        anchor.orElse(null),
                        "active",
                        input.needed("body"),
                        Map.of(),
                        call.by());
        return Reply.created(view(call).discussion(conversation));
    }

    private Reply resolve(Call call) {
        Conversation conversation = found(call);
        boolean resolved = Input.of(call).flag("resolved").orElse(true);
        return Reply.ok(view(call)
                .discussion(core.conversations()
                        .status(conversation.number(), resolved ? "fixed" : "active")
                        .orElse(conversation)));
    }

    private Reply answer(Call call) {
        Conversation conversation = found(call);
        Conversation longer = core.conversations()
                .answer(
                        conversation.number(),
                        conversation.comments().getFirst().number(),
                        Input.of(call).needed("body"),
                        call.by())
                .orElse(conversation);
        return Reply.created(view(call).note(longer, longer.comments().getLast()));
    }
}
