package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.codehosts.Builds;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds over pipelines of GitLab and their jobs. */
final class GitlabBuilds implements Builds {

    private static final String PIPELINES = "pipelines";

    private final Site site;

    GitlabBuilds(Site site) {
        this.site = site;
    }

    @Override
    public Optional<Build> find(RepositoryRef repository, String commit) {
        String path = Site.path(repository);
        Call all = Site.list(path, PIPELINES)
                .query("sha", commit)
                .query("order_by", "id")
                .query("sort", "desc");
        return Fields.items(site.http().linkedPages(all))
                .filter(GitlabBuilds::isBuild)
                .findFirst()
                .map(pipeline -> read(new BuildRef(site.host(), path, Fields.needed(pipeline, "id"))));
    }

    /** GitLab also keeps a pipeline for the statuses that others, we among them, report on a commit. */
    static boolean isBuild(JsonNode pipeline) {
        return !pipeline.path("source").asText().equals("external");
    }

    @Override
    public Build start(RepositoryRef repository, String branch, String commit) {
        String path = Site.path(repository);
        Call post = Call.post(Site.at(path, "pipeline"))
                .json(JsonNodeFactory.instance.objectNode().put("ref", branch));
        return build(path, site.http().send(post).json());
    }

    @Override
    public Build read(BuildRef build) {
        return build(build.project(), json(build));
    }

    private JsonNode json(BuildRef build) {
        return site.http()
                .send(Call.get(Site.at(build.project(), PIPELINES, Site.number(build.id()))))
                .json();
    }

    private Build build(String path, JsonNode pipeline) {
        return new Build(
                new BuildRef(site.host(), path, Fields.needed(pipeline, "id")),
                Objects.requireNonNullElse(Fields.text(pipeline, "name"), "pipeline"),
                result(pipeline),
                Fields.text(pipeline, "sha"),
                ref(pipeline),
                Fields.time(pipeline, "started_at"),
                Fields.time(pipeline, "finished_at"),
                Fields.link(pipeline, "web_url"));
    }

    /** Null before the end. */
    static @Nullable Result result(JsonNode pipeline) {
        return switch (pipeline.path("status").asText()) {
            case "success" -> Result.SUCCEEDED;
            case "failed" -> Result.FAILED;
            case "canceled" -> Result.CANCELED;
            case "skipped" -> Result.PARTIALLY_SUCCEEDED;
            default -> null;
        };
    }

    private static @Nullable String ref(JsonNode pipeline) {
        String ref = Fields.text(pipeline, "ref");
        if (ref == null || ref.startsWith("refs/")) {
            return ref;
        }
        return (pipeline.path("tag").asBoolean() ? "refs/tags/" : "refs/heads/") + ref;
    }

    @Override
    public String failure(BuildRef build, int bytes) {
        String number = Site.number(build.id());
        List<JsonNode> jobs = Fields.items(site.http()
                        .linkedPages(Site.list(build.project(), PIPELINES, number, "jobs")
                                .query("scope[]", "failed")))
                .filter(job -> job.path("status").asText().equals("failed"))
                .toList();
        if (jobs.isEmpty()) {
            return JobLog.end(json(build).path("yaml_errors").asText(""), bytes);
        }
        return JobLog.ends(Site.together(jobs, job -> log(build.project(), job)), bytes);
    }

    private JobLog log(String path, JsonNode job) {
        String trace = site.http()
                .find(Call.get(Site.at(path, "jobs", Fields.needed(job, "id"), "trace")))
                .map(Reply::text)
                .orElse("");
        return JobLog.of(job.path("name").asText(), trace);
    }
}
