package dev.millrace.forge.github.git;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.Pushed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refs, whose names come with slashes or as {@code heads%2Fmain}. */
public final class RefRoutes {

    private static final String ALL = "v3/repos/{owner}/{repo}/git";

    private final Core core;

    public RefRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get("v3/repos/{owner}/{repo}/tags", this::tags)
                .get(ALL + "/ref/{ref...}", this::get)
                .get(ALL + "/matching-refs/{ref...}", this::matching)
                .post(ALL + "/refs", this::create)
                .patch(ALL + "/refs/{ref...}", this::move)
                .delete(ALL + "/refs/{ref...}", this::delete);
    }

    private Reply get(Call call) {
        Place place = Place.of(core, call);
        String name = "refs/" + call.at("ref");
        return place.git(call)
                .ref(name)
                .map(id -> Reply.ok(view(place, place.repo(call), name, id)))
                .orElseThrow(Place::notFound);
    }

    private Reply tags(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        List<String> names =
                List.copyOf(git.refs("refs/tags/").sequencedKeySet().reversed());
        return Paging.list(call, names, name -> {
            ObjectNode view = Json.object().put("name", name.substring("refs/tags/".length()));
            git.resolve(name)
                    .ifPresent(id ->
                            view.putObject("commit").put("sha", id).put("url", place.url(repo) + "/commits/" + id));
            return view;
        });
    }

    private Reply matching(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        String prefix = "refs/" + call.at("ref");
        List<Map.Entry<String, String>> refs = place.git(call).refs("refs/").entrySet().stream()
                .filter(ref -> ref.getKey().startsWith(prefix))
                .toList();
        return Paging.list(call, refs, ref -> view(place, repo, ref.getKey(), ref.getValue()));
    }

    private Reply create(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        JsonNode body = call.json();
        String name = body.path("ref").asText("");
        String id = body.path("sha").asText("");
        if (!name.startsWith("refs/") || place.git(call).commit(id).isEmpty()) {
            throw Place.invalid("Give a ref such as refs/heads/topic and the sha of a commit that exists");
        }
        return switch (core.pushes().move(repo, name, Optional.of(GitRepo.NONE), id, call.by())) {
            case Pushed.Done done -> Reply.created(view(place, repo, name, id));
            case Pushed.Stale stale -> throw Place.invalid("Reference already exists");
            case Pushed refused -> throw Place.invalid(String.valueOf(refused));
        };
    }

    private Reply move(Call call) {
        Place place = Place.of(core, call);
        Repo repo = place.repo(call);
        GitRepo git = place.git(call);
        String name = "refs/" + call.at("ref");
        JsonNode body = call.json();
        String next = body.path("sha").asText("");
        String before = git.ref(name).orElseThrow(() -> Place.invalid("Reference does not exist"));
        if (git.commit(next).isEmpty()) {
            throw Place.invalid("Object does not exist");
        }
        if (!body.path("force").asBoolean(false) && !git.history().contains(next, before)) {
            throw Place.invalid("Update is not a fast forward");
        }
        return switch (core.pushes().move(repo, name, Optional.of(before), next, call.by())) {
            case Pushed.Stale stale -> throw Place.invalid("Update is not a fast forward");
            case Pushed pushed -> Reply.ok(view(place, repo, name, ContentRoutes.done(pushed)));
        };
    }

    private Reply delete(Call call) {
        Place place = Place.of(core, call);
        String name = "refs/" + call.at("ref");
        if (place.git(call).ref(name).isEmpty()) {
            throw Place.invalid("Reference does not exist");
        }
        ContentRoutes.done(core.pushes().move(place.repo(call), name, Optional.empty(), GitRepo.NONE, call.by()));
        return Reply.nothing();
    }

    private static ObjectNode view(Place place, Repo repo, String name, String id) {
        ObjectNode view = Json.object()
                .put("ref", name)
                .put("node_id", "REF_" + name)
                .put("url", place.url(repo) + "/git/" + name);
        view.putObject("object")
                .put("sha", id)
                .put("type", "commit")
                .put("url", place.url(repo) + "/git/commits/" + id);
        return view;
    }
}
