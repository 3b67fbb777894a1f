package dev.millrace.forge.http;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitFilter;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** Serves clone, fetch and push over smart HTTP, under the paths that each vendor gives its repositories. */
final class GitDoor {

    private static final Pattern ADO = Pattern.compile("^/?ado/[^/]+/(?:([^/]+)/)?_git/([^/]+)$");
    private static final Pattern OTHERS = Pattern.compile("^/?(?:github|gitlab)/([^/]+)/([^/]+?)(?:\\.git)?$");

    private final Core core;

    GitDoor(Core core) {
        this.core = core;
    }

    GitFilter filter() {
        var filter = new GitFilter();
        filter.setAsIsFileService(AsIsFileService.DISABLED);
        filter.setRepositoryResolver(this::open);
        filter.setReceivePackFactory(this::receive);
        return filter;
    }

    private Repository open(HttpServletRequest request, String name) throws RepositoryNotFoundException {
        Repo repo = find(name).orElseThrow(() -> new RepositoryNotFoundException(name));
        request.setAttribute(Repo.class.getName(), repo);
        Repository repository = core.projects().git(repo).repository();
        repository.incrementOpen();
        return repository;
    }

    private ReceivePack receive(HttpServletRequest request, Repository repository) {
        Repo repo = (Repo) request.getAttribute(Repo.class.getName());
        Person by = Gate.person(request);
        var pack = new ReceivePack(repository);
        pack.setRefLogIdent(by.signature(core.clock().instant()).ident());
        pack.setAtomic(false);
        pack.setCheckReceivedObjects(true);
        pack.setPreReceiveHook((receive, commands) -> commands.stream()
                .filter(command -> command.getType() != ReceiveCommand.Type.CREATE
                        && core.policies().protects(repo, command.getRefName()))
                .forEach(command -> command.setResult(
                        ReceiveCommand.Result.REJECTED_OTHER_REASON, "protected branch: open a pull request instead")));
        pack.setPostReceiveHook((receive, commands) -> core.pushes().observe(repo, by));
        return pack;
    }

    private Optional<Repo> find(String name) {
        Matcher ado = ADO.matcher(name);
        if (ado.matches()) {
            String repo = ado.group(2);
            String project = ado.group(1) == null ? repo : ado.group(1);
            return core.projects()
                    .find(project)
                    .flatMap(found -> core.projects().repo(found, repo));
        }
        Matcher other = OTHERS.matcher(name);
        return other.matches()
                ? core.projects()
                        .find(other.group(1))
                        .flatMap(project -> core.projects().repo(project, other.group(2)))
                : Optional.empty();
    }
}
