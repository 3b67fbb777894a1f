package dev.millrace.contracts.tenant;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A code host that a tenant uses.
 *
 * @param name how tickets and pull requests of this host are addressed, unique in the tenant
 * @param url such as {@code https://dev.azure.com/fabrikam}
 * @param projects the projects that may ask for work; hooks of others are quarantined. Empty allows all.
 * @param token name of the mounted secret with the account's token; null where nothing is to be read or written
 * @param repositories where the work of an Azure DevOps project is done, by its name; needed where a project has several
 *     repositories and the ticket links none
 */
public record HostBinding(
        String name,
        HookKind kind,
        @Nullable URI url,
        List<String> projects,
        @Nullable String token,
        Map<String, String> repositories) {

    public HostBinding {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a host's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
        }
        if (kind == null || kind == HookKind.CLOUDEVENTS) {
            throw new IllegalArgumentException("host '" + name + "' needs the kind ado, github or gitlab");
        }
        projects = projects == null ? List.of() : List.copyOf(projects);
        if (token != null && !token.matches("[a-z0-9][a-z0-9.-]{0,99}")) {
            throw new IllegalArgumentException("token is the name of a secret, unlike '" + token + "'");
        }
        repositories = repositories == null ? Map.of() : Map.copyOf(repositories);
    }

    /** A host of which hooks come, but nothing is read. */
    public HostBinding(String name, HookKind kind, @Nullable URI url, List<String> projects) {
        this(name, kind, url, projects, null, Map.of());
    }

    /** Where the work of a project is done, where the entry says so. */
    public Optional<String> repository(String project) {
        return repositories.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(project))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public boolean serves(String project) {
        return projects.isEmpty() || projects.stream().anyMatch(project::equalsIgnoreCase);
    }
}
