package dev.millrace.forge.project;

import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.GitStore;
import dev.millrace.forge.store.Draft;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds and makes projects and repositories. */
public final class Projects {

    /** What all three vendors take as a name, and what is safe in a path. */
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}_][\\p{Alnum} ._-]{0,62}");

    private final Store store;
    private final GitStore gits;
    private final Clock clock;

    public Projects(Store store, GitStore gits, Clock clock) {
        this.store = store;
        this.gits = gits;
        this.clock = clock;
    }

    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.endsWith(".git");
    }

    public List<Project> all() {
        return store.all(Project.KIND);
    }

    /** A project by name (whatever its case), number or UUID. */
    public Optional<Project> find(String handle) {
        return all().stream()
                .filter(project -> project.name().equalsIgnoreCase(handle)
                        || project.guid().equalsIgnoreCase(handle)
                        || Long.toString(project.number()).equals(handle))
                .findFirst();
    }

    public Project project(long number) {
        return store.find(Project.KIND, number).orElseThrow();
    }

    /** The project of a name, made when it is not there. */
    public Project create(String name, String description) {
        return store.write(draft -> find(name)
                .orElseGet(() -> draft.put(
                        Project.KIND, new Project(draft.next("project"), name, description, clock.instant()))));
    }

    public List<Repo> repos() {
        return store.all(Repo.KIND);
    }

    public List<Repo> repos(Project project) {
        return repos().stream()
                .filter(repo -> repo.project() == project.number())
                .toList();
    }

    public Repo repo(long number) {
        return store.find(Repo.KIND, number).orElseThrow();
    }

    /** A repository of any project by number or UUID. */
    public Optional<Repo> repo(String handle) {
        return repos().stream()
                .filter(repo -> repo.guid().equalsIgnoreCase(handle)
                        || Long.toString(repo.number()).equals(handle))
                .findFirst();
    }

    /** A repository of one project by name, number or UUID. */
    public Optional<Repo> repo(Project project, String handle) {
        return repos(project).stream()
                .filter(repo -> repo.name().equalsIgnoreCase(handle)
                        || repo.guid().equalsIgnoreCase(handle)
                        || Long.toString(repo.number()).equals(handle))
                .findFirst();
    }

    /** Makes an empty repository and its pipeline; empty when the name is taken. */
    public Optional<Repo> createRepo(Project project, String name) {
        return store.write(draft -> {
            if (repo(project, name).isPresent()) {
                return Optional.empty();
            }
            return Optional.of(register(draft, project, name));
        });
    }

    /** Forgets a repository; its Git objects stay on the disk. */
    public void deleteRepo(Repo repo) {
        store.change(draft -> draft.remove(Repo.KIND, Long.toString(repo.number())));
    }

    public void change(Repo repo) {
        store.change(draft -> draft.put(Repo.KIND, repo));
        git(repo).pointHead(repo.defaultBranch());
    }

    public GitRepo git(Repo repo) {
        return gits.open(repo.number());
    }

    private Repo register(Draft draft, Project project, String name) {
        var repo = new Repo(draft.next("repo"), project.number(), name, "main", clock.instant());
        git(repo);
        draft.put(
                Pipeline.KIND,
                new Pipeline(draft.next("pipeline"), repo.number(), name, Pipeline.DEFAULT_FILE, clock.instant()));
        return draft.put(Repo.KIND, repo);
    }
}
