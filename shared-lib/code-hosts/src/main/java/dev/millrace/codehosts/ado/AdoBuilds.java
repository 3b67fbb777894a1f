package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Runs of Azure Pipelines. */
final class AdoBuilds implements Builds {

    /** Builds are not found by their commit: the newest ones are looked through. */
    private static final int LOOKED_THROUGH = 1000;

    private static final int PAGE = 200;

    private final String host;
    private final AdoApi api;
    private final AdoLogs logs;

    AdoBuilds(String host, AdoApi api) {
        this.host = host;
        this.api = api;
        this.logs = new AdoLogs(api);
    }

    @Override
    public Optional<Build> find(RepositoryRef repository, String commit) {
        String id = id(repository);
        Call call = Call.get(Paths.project(repository.project(), "build", "builds"))
                .query("repositoryId", id)
                .query("repositoryType", "TfsGit")
                .query("queryOrder", "queueTimeDescending")
                .query("$top", PAGE);
        return api.continued(call, LOOKED_THROUGH).stream()
                .filter(build -> build.at("/repository/id").asText(id).equalsIgnoreCase(id))
                .filter(build -> commit.equals(BuildView.commit(build)))
                .max(Comparator.comparingLong(build -> build.path("id").asLong()))
                .map(build -> view(repository.project(), build));
    }

    @Override
    public Build start(RepositoryRef repository, String branch, String commit) {
        ObjectNode wish = Json.object().put("sourceBranch", Paths.ref(branch)).put("sourceVersion", commit);
        wish.putObject("definition").put("id", pipeline(repository));
        JsonNode build = api.json(Call.post(Paths.project(repository.project(), "build", "builds"))
                .json(wish));
        return view(repository.project(), build);
    }

    private long pipeline(RepositoryRef repository) {
        Call call = Call.get(Paths.project(repository.project(), "build", "definitions"))
                .query("repositoryId", id(repository))
                .query("repositoryType", "TfsGit")
                .query("$top", PAGE);
        List<JsonNode> definitions = api.continued(call);
        return definitions.stream()
                .filter(definition -> !definition.path("queueStatus").asText("").equals("disabled"))
                .map(definition -> definition.path("id").asLong())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new HostException.Unsupported(
                        "The repository " + repository.name() + " has no pipeline",
                        "create one from a YAML file in " + repository.project()));
    }

    private String id(RepositoryRef repository) {
        return api.json(Call.get(Paths.git(repository))).path("id").asText();
    }

    @Override
    public Build read(BuildRef build) {
        return view(build.project(), api.json(Call.get(path(build))));
    }

    static String[] path(BuildRef build) {
        return Paths.project(build.project(), "build", "builds", build.id());
    }

    @Override
    public String failure(BuildRef build, int bytes) {
        return logs.failure(build, bytes);
    }

    private Build view(String project, JsonNode build) {
        return BuildView.of(new BuildRef(host, project, build.path("id").asText()), build);
    }
}
