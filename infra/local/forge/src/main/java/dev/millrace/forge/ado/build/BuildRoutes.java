package dev.millrace.forge.ado.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.build.StepRun;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.http.Slice;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Definitions, builds, logs and timelines. */
public final class BuildRoutes {

    private static final String BUILDS = "{org}/{project}/_apis/build/builds";
    private static final String DEFINITIONS = "{org}/{project}/_apis/build/definitions";
    private static final Choice STATUS = Choice.of(
            0, "none", 1, "inProgress", 2, "completed", 4, "cancelling", 8, "postponed", 32, "notStarted", 47, "all");
    private static final Choice RESULT =
            Choice.of(0, "none", 2, "succeeded", 4, "partiallySucceeded", 8, "failed", 32, "canceled");

    private final Core core;

    public BuildRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(BUILDS, this::list)
                .post(BUILDS, this::queue)
                .get(BUILDS + "/{build}", this::get)
                .patch(BUILDS + "/{build}", this::cancel)
                .get(BUILDS + "/{build}/logs", this::logs)
                .get(BUILDS + "/{build}/logs/{log}", this::log)
                .get(BUILDS + "/{build}/timeline", this::timeline)
                .get(BUILDS + "/{build}/timeline/{id}", this::timeline)
                .get(DEFINITIONS, this::definitions)
                .post(DEFINITIONS, this::createDefinition)
                .get(DEFINITIONS + "/{definition}", this::definition);
    }

    private List<Pipeline> pipelines(Project project) {
        return core.projects().repos(project).stream()
                .flatMap(repo -> core.builds().pipelines(repo).stream())
                .toList();
    }

    private Pipeline pipeline(Project project, long number) {
        return pipelines(project).stream()
                .filter(pipeline -> pipeline.number() == number)
                .findFirst()
                .orElseThrow(() ->
                        new HttpProblem(404, "DefinitionNotFoundException", "There is no definition " + number + "."));
    }

    private Build build(Call call) {
        Project project = Site.of(core, call).project(call);
        return core.builds()
                .find(call.number("build"))
                .filter(build -> core.projects().repo(build.repo()).project() == project.number())
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "BuildNotFoundException",
                        "The requested build " + call.at("build") + " could not be found."));
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        Project project = site.project(call);
        Predicate<Build> wanted = build -> core.projects().repo(build.repo()).project() == project.number();
        Optional<Instant> start = call.query("minTime").map(Instant::parse);
        Optional<Repo> repo = call.query("repositoryId").flatMap(core.projects()::repo);
        Order order = Order.of(call.query("queryOrder").orElse("queueTimeDescending"));
        List<Build> found = core.builds().all().stream()
                .filter(wanted.and(filter(call)))
                .filter(build ->
                        repo.filter(each -> each.number() != build.repo()).isEmpty())
                .filter(build -> start.filter(time -> order.time().apply(build).isBefore(time))
                        .isEmpty())
                .sorted(order.comparator())
                .toList();
        Slice<Build> page = Slice.of(found, call.query("continuationToken", 0), call.query("$top", 1000));
        Reply reply = Site.list(page.part(), new BuildView(site)::build);
        return page.continuation()
                .map(token -> reply.with("x-ms-continuationtoken", token))
                .orElse(reply);
    }

    /** What a list of builds goes by, and what {@code minTime} is compared with. */
    private record Order(Function<Build, Instant> time, boolean descending) {

        static Order of(String name) {
            Function<Build, Instant> time = switch (name.replaceFirst("(A|De)scending$", "")) {
                case "finishTime" -> build -> Objects.requireNonNullElse(build.finished(), Instant.MAX);
                case "startTime" -> build -> Objects.requireNonNullElse(build.started(), Instant.MAX);
                default -> Build::queued;
            };
            return new Order(time, name.endsWith("Descending"));
        }

        Comparator<Build> comparator() {
            Comparator<Build> oldestFirst = Comparator.comparing(time).thenComparingLong(Build::number);
            return descending ? oldestFirst.reversed() : oldestFirst;
        }
    }

    private static Predicate<Build> filter(Call call) {
        Optional<List<String>> definitions = call.query("definitions").map(text -> List.of(text.split(",")));
        Optional<String> branch = call.query("branchName");
        Optional<String> status = call.query("statusFilter").map(STATUS::name).filter(name -> !name.equals("all"));
        Optional<String> result = call.query("resultFilter").map(RESULT::name);
        return build -> definitions
                        .filter(numbers -> !numbers.contains(Long.toString(build.pipeline())))
                        .isEmpty()
                && branch.filter(name -> !name.equals(build.ref())).isEmpty()
                && status.filter(name -> !name.equals(BuildView.status(build.status())))
                        .isEmpty()
                && result.filter(name -> !name.equals(BuildView.result(build.result())))
                        .isEmpty();
    }

    private Reply queue(Call call) {
        Site site = Site.of(core, call);
        JsonNode body = call.json();
        Pipeline pipeline =
                pipeline(site.project(call), body.path("definition").path("id").asLong(call.query("definitionId", 0)));
        Map<String, String> variables = new HashMap<>();
        Json.text(body, "parameters")
                .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(given -> given.properties()
                        .forEach(each ->
                                variables.put(each.getKey(), each.getValue().asText())));
        String ref = body.path("sourceBranch").asText("");
        Build build = new Queueing(core)
                .queue(pipeline, ref, Json.text(body, "sourceVersion"), variables, "manual", call.by());
        return Reply.ok(new BuildView(site).build(build));
    }

    private Reply get(Call call) {
        return Reply.ok(new BuildView(Site.of(core, call)).build(build(call)));
    }

    private Reply cancel(Call call) {
        Build build = build(call);
        String status = STATUS.name(call.json(), "status", "");
        if (!status.equals("cancelling")) {
            throw HttpProblem.badRequest("A build can only be set to 'cancelling'.");
        }
        return Reply.ok(new BuildView(Site.of(core, call))
                .build(core.builds().cancel(build.number(), call.by()).orElse(build)));
    }

    private Reply logs(Call call) {
        Build build = build(call);
        Site site = Site.of(core, call);
        return Site.list(
                build.steps(),
                step -> Json.object()
                        .put("id", step.number())
                        .put("type", "Container")
                        .put(
                                "lineCount",
                                core.builds().log(build, step.number()).lines().count())
                        .put("url", new BuildView(site).url(site.project(call), build) + "/logs/" + step.number()));
    }

    private Reply log(Call call) {
        Build build = build(call);
        List<String> lines =
                core.builds().log(build, (int) call.number("log")).lines().toList();
        int start = call.query("startLine", 0);
        int end = call.query("endLine", lines.size());
        List<String> part = lines.subList(Math.min(start, lines.size()), Math.min(Math.max(start, end), lines.size()));
        return call.header("Accept").orElse("").contains("application/json")
                ? Reply.ok(Json.object().put("count", part.size()).set("value", Json.texts(part)))
                : Reply.text(String.join("\n", part) + "\n");
    }

    private Reply timeline(Call call) {
        Build build = build(call);
        var view = new BuildView(Site.of(core, call));
        List<StepRun> steps = build.steps();
        ObjectNode body =
                Json.object().put("id", Guid.of("timeline", build.number())).put("changeId", steps.size());
        return Reply.ok(body.set("records", Json.array(steps, step -> view.record(build, step))));
    }

    private Reply definitions(Call call) {
        Site site = Site.of(core, call);
        Optional<String> name = call.query("name");
        Optional<Repo> repo = call.query("repositoryId").flatMap(core.projects()::repo);
        List<Pipeline> found = pipelines(site.project(call)).stream()
                .filter(pipeline ->
                        repo.filter(each -> each.number() != pipeline.repo()).isEmpty())
                .filter(pipeline -> name.filter(wanted -> !wanted.equalsIgnoreCase(pipeline.name()))
                        .isEmpty())
                .toList();
        return Site.list(found, new BuildView(site)::definition);
    }

    private Reply definition(Call call) {
        Site site = Site.of(core, call);
        return Reply.ok(new BuildView(site).definition(pipeline(site.project(call), call.number("definition"))));
    }

    private Reply createDefinition(Call call) {
        Site site = Site.of(core, call);
        JsonNode body = call.json();
        Repo repo = core.projects()
                .repo(site.project(call), body.path("repository").path("id").asText(""))
                .orElseThrow(() -> HttpProblem.badRequest("Name a repository of the project in repository.id."));
        Pipeline pipeline = core.builds()
                .createPipeline(
                        repo,
                        body.path("name").asText(repo.name()),
                        body.path("process").path("yamlFilename").asText(Pipeline.DEFAULT_FILE));
        return Reply.ok(new BuildView(site).definition(pipeline));
    }
}
