package dev.millrace.durable.functions;

import dev.millrace.contracts.EventId;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one rule by which a fact becomes an external event of an instance.
 *
 * <table>
 * <caption>Facts and names; {@code kebab} is the record's name, such as {@code status-reported}</caption>
 * <tr><th>fact</th><th>instance</th><th>name</th></tr>
 * <tr><td>a reply</td><td>its {@code instanceid}</td><td>{@code <causationid>/<kebab>}</td></tr>
 * <tr><td>command failed</td><td>its {@code instanceid}</td><td>{@code <command>/command-failed}</td></tr>
 * <tr><td>approval reminded, decided</td><td>its {@code instanceid}</td><td>{@code approval/<approval>/<kebab>}</td></tr>
 * <tr><td>approval delegated</td><td>its {@code instanceid}</td><td>{@code approval/<approval>/reminded}</td></tr>
 * <tr><td>build completed</td><td>that of the build's {@code BuildQueued}</td><td>{@code build/<host>/<project>/<id>}</td></tr>
 * <tr><td>pull request updated</td><td>root of the one of its {@code DraftOpened}</td><td>{@code pull-request}</td></tr>
 * <tr><td>docs proposed, skipped</td><td>root of its {@code instanceid}</td><td>{@code docs/<kebab>}</td></tr>
 * </table>
 */
public final class Stages {

    /** On the root instance: somebody changed, merged or closed the pull request. */
    public static final String PULL_REQUEST = "pull-request";

    /** On the root instance: a sentence of one of its children, for people. */
    public static final String STATUS = "status";

    private static final char CHILD = ':';

    private Stages() {}

    /** Whose event a fact is. */
    public enum Addressee {
        /** The instance that the event's {@code instanceid} names. */
        INSTANCE,
        /** The root of that instance, by {@link #root}. */
        ROOT,
        /** The instance that was told that this build is queued. The event waits until one was. */
        BUILD,
        /** The root of the instance that was told that this pull request is open. */
        PULL_REQUEST
    }

    /** An external event's name and whom it is for. */
    public record Stage(Addressee addressee, String name) {}

    /**
     * @param cause the event's {@code causationid}
     * @return empty for what no workflow waits for: commands, and facts that answer no command
     */
    public static Optional<Stage> of(Payload fact, @Nullable EventId cause) {
        if (fact.getClass().isAnnotationPresent(HandledBy.class)) {
            return Optional.empty();
        }
        return switch (fact) {
            case BuildEvent.Completed completed -> Optional.of(new Stage(Addressee.BUILD, build(completed.build())));
            case PullRequestEvent.Updated updated -> Optional.of(new Stage(Addressee.PULL_REQUEST, PULL_REQUEST));
            case DocsEvent docs -> Optional.of(new Stage(Addressee.ROOT, docs(docs.getClass())));
            case ApprovalEvent.Reminded reminded -> instance(approval(reminded.approval(), reminded.getClass()));
            // It says whom to wait for as well; one more listener would break the instances that run.
            case ApprovalEvent.Delegated delegated ->
                instance(approval(delegated.approval(), ApprovalEvent.Reminded.class));
            case ApprovalEvent.Decided decided -> instance(approval(decided.approval(), decided.getClass()));
            case DeadLetterEvent.CommandFailed failed -> instance(reply(failed.command(), failed.getClass()));
            default -> cause == null ? Optional.empty() : instance(reply(cause, fact.getClass()));
        };
    }

    public static String reply(EventId command, Class<? extends Payload> reply) {
        return command + "/" + kebab(reply);
    }

    public static String build(BuildEvent.BuildRef build) {
        return "build/" + encode(build.host()) + "/" + encode(build.project()) + "/" + encode(build.id());
    }

    public static String approval(UUID approval, Class<? extends ApprovalEvent> fact) {
        return "approval/" + approval + "/" + kebab(fact);
    }

    public static String docs(Class<? extends DocsEvent> fact) {
        return "docs/" + kebab(fact);
    }

    /** Id of a child, which tells its parent's. */
    public static String child(String parent, String name) {
        return parent + CHILD + name;
    }

    /** Id of the instance that a ticket started, from its own or a child's. */
    public static String root(String instance) {
        int end = instance.indexOf(CHILD);
        return end < 0 ? instance : instance.substring(0, end);
    }

    private static Optional<Stage> instance(String name) {
        return Optional.of(new Stage(Addressee.INSTANCE, name));
    }

    private static String kebab(Class<? extends Payload> fact) {
        return fact.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
