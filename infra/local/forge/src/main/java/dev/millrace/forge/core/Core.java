package dev.millrace.forge.core;

import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Builds;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.build.Runner;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.git.GitStore;
import dev.millrace.forge.hook.Courier;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Hooks;
import dev.millrace.forge.hook.Patience;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.policy.Policies;
import dev.millrace.forge.policy.Policy;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Projects;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Merges;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.PullRequests;
import dev.millrace.forge.pull.Review;
import dev.millrace.forge.push.Heads;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.push.Pushes;
import dev.millrace.forge.store.Kind;
import dev.millrace.forge.store.Store;
import dev.millrace.forge.talk.Conversation;
import dev.millrace.forge.talk.Conversations;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.Tickets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Everything that the faces translate. */
public record Core(
        People people,
        Projects projects,
        Tickets tickets,
        Conversations conversations,
        PullRequests pulls,
        Merges merges,
        Pushes pushes,
        Checks checks,
        Policies policies,
        Builds builds,
        Hooks hooks,
        Herald herald,
        Courier courier,
        Runner runner,
        GitStore gits,
        Store store,
        Clock clock)
        implements AutoCloseable {

    private static final List<Kind<?>> KINDS = List.of(
            Person.KIND,
            Project.KIND,
            Repo.KIND,
            Ticket.KIND,
            Ticket.REVISION,
            Conversation.KIND,
            PullRequest.KIND,
            Review.KIND,
            Push.KIND,
            Heads.KIND,
            Check.KIND,
            Policy.KIND,
            Pipeline.KIND,
            Build.KIND,
            Hook.KIND,
            Delivery.KIND);

    /** Opens the model that lies in a folder. */
    public static Core open(Path data, Clock clock, Patience patience, Duration buildLimit) {
        Store store = Store.open(data.resolve("journal.jsonl"), KINDS);
        var gits = new GitStore(data.resolve("git"));
        var herald = new Herald(store, clock);
        var people = new People(store);
        var projects = new Projects(store, gits, clock);
        var tickets = new Tickets(store, people, herald, clock);
        var policies = new Policies(store, people, clock);
        var pushes = new Pushes(store, projects, policies, herald, clock);
        var checks = new Checks(store, herald, clock);
        var builds = new Builds(store, herald, clock, data.resolve("builds"));
        return new Core(
                people,
                projects,
                tickets,
                new Conversations(store, herald, clock),
                new PullRequests(store, projects, herald, clock),
                new Merges(store, projects, policies, pushes, tickets, herald, clock),
                pushes,
                checks,
                policies,
                builds,
                new Hooks(store, clock),
                herald,
                new Courier(store, herald, clock, patience),
                new Runner(builds, projects, checks, policies, people, data.resolve("work"), buildLimit),
                gits,
                store,
                clock);
    }

    /** Catches up with what a crash left half done, then starts posting and building. */
    public void start(Person caretaker) {
        merges.recover(caretaker);
        projects.repos().forEach(repo -> pushes.observe(repo, caretaker));
        herald.listen(runner::hear);
        courier.start();
        runner.start();
    }

    @Override
    public void close() {
        runner.close();
        courier.close();
        gits.close();
        store.close();
    }
}
