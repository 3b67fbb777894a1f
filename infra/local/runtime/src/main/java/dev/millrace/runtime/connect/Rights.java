package dev.millrace.runtime.connect;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHost.Account;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories.Repository;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.connect.Right.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries what can be tried without changing anything. */
public final class Rights {

    private final CodeHost host;
    private final HookKind kind;
    private final List<Right> found = new ArrayList<>();

    private Rights(CodeHost host, HookKind kind) {
        this.host = host;
        this.kind = kind;
    }

    /**
     * @param repository of Azure DevOps projects; null for any
     * @throws HostException.Unavailable when the host cannot be asked
     * @throws HostException.RateLimited when it does not want to be asked now
     */
    public static List<Right> of(CodeHost host, HookKind kind, List<String> projects, @Nullable String repository) {
        var rights = new Rights(host, kind);
        Account account = rights.tried("", "token", rights::account, "make a new token, or check that it is whole");
        if (account != null) {
            projects.forEach(project -> rights.project(project, repository));
            rights.found.add(
                    new Right("", "write", State.UNSEEN, "the first change shows it; " + Needed.toWrite(kind)));
        }
        return List.copyOf(rights.found);
    }

    /** What is found, with a sentence about it. */
    private record Found<T>(T value, String detail) {}

    private Found<Account> account() {
        Account account = host.account();
        return new Found<>(
                account,
                account.login().equals(account.name())
                        ? account.login()
                        : account.login() + " (" + account.name() + ")");
    }

    private void project(String project, @Nullable String repository) {
        RepositoryRef wanted =
                tried(project, "repository", () -> repository(project, repository), Needed.toRead(kind, "code"));
        if (wanted != null && !wanted.name().isEmpty()) {
            String head = tried(
                    project, "default branch", () -> branch(wanted), "push a first commit, or grant reading of code");
            tried(project, "pull requests", () -> pulls(wanted), Needed.toRead(kind, "pull requests"));
            if (head != null) {
                tried(project, "builds", () -> builds(wanted, head), Needed.toRead(kind, "builds"));
            }
        }
        if (wanted != null) {
            tried(project, "changes", () -> changes(project), Needed.toRead(kind, "tickets"));
        }
    }

    /** An empty name when tickets have to say which of several it is. */
    private Found<RepositoryRef> repository(String project, @Nullable String wanted) {
        if (kind != HookKind.ADO) {
            int slash = project.lastIndexOf('/');
            var ref = new RepositoryRef("", project.substring(0, slash), project.substring(slash + 1));
            return new Found<>(host.repositories().read(ref).ref(), "read");
        }
        List<RepositoryRef> all = host.repositories().list(project);
        String names = all.stream().map(RepositoryRef::name).sorted().collect(Collectors.joining(", "));
        if (wanted != null) {
            return all.stream()
                    .filter(each -> each.name().equalsIgnoreCase(wanted))
                    .map(each -> new Found<>(each, each.name()))
                    .findFirst()
                    .orElseThrow(() -> new HostException.NotFound(
                            "there is no repository '" + wanted + "', but there are: " + names));
        }
        if (all.isEmpty()) {
            throw new HostException.NotFound("the project shows no repository");
        }
        return all.size() == 1
                ? new Found<>(all.getFirst(), names)
                : new Found<>(
                        new RepositoryRef("", project, ""),
                        "one of " + names + ", as the ticket links; --repository names one for all tickets");
    }

    private Found<String> branch(RepositoryRef ref) {
        Repository repository = host.repositories().read(ref);
        String branch = repository.defaultBranch();
        if (branch == null) {
            throw new HostException.NotFound("the repository is empty");
        }
        String head = host.repositories()
                .head(ref, branch)
                .orElseThrow(() -> new HostException.NotFound("there is no branch '" + branch + "'"));
        return new Found<>(head, branch);
    }

    private Found<Integer> pulls(RepositoryRef ref) {
        int open = host.pullRequests().open(ref).size();
        return new Found<>(open, open + " open");
    }

    private Found<Boolean> builds(RepositoryRef ref, String head) {
        boolean built = host.builds().find(ref, head).isPresent();
        return new Found<>(built, built ? "the newest commit has one" : "the newest commit has none");
    }

    private Found<String> changes(String project) {
        return new Found<>(host.hooks().since(project, "").cursor(), "tickets, pull requests and builds can be polled");
    }

    private <T> @Nullable T tried(String subject, String name, Supplier<Found<T>> attempt, String remedy) {
        try {
            Found<T> result = attempt.get();
            found.add(new Right(subject, name, State.HELD, result.detail()));
            return result.value();
        } catch (HostException.Unavailable | HostException.RateLimited e) {
            throw e;
        } catch (HostException e) {
            found.add(new Right(subject, name, State.MISSING, reason(e) + "; " + remedy));
            return null;
        }
    }

    /** Its own remedy is general; ours is about this host. */
    private static String reason(HostException failure) {
        String message = String.valueOf(failure.getMessage());
        int remedy = message.lastIndexOf("; " + failure.remedy());
        return remedy < 0 ? message : message.substring(0, remedy);
    }
}
