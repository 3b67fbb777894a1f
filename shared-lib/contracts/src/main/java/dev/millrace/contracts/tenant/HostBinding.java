package dev.millrace.contracts.tenant;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A code host that a tenant uses.
 *
 * @param name how tickets and pull requests of this host are addressed, unique in the tenant
 * @param url such as {@code https://dev.azure.com/fabrikam}
 * @param projects the projects that may ask for work; hooks of others are quarantined. Empty allows all.
 */
public record HostBinding(
        String name, HookKind kind, @Nullable URI url, List<String> projects) {

    public HostBinding {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a host's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
        }
        if (kind == null || kind == HookKind.CLOUDEVENTS) {
            throw new IllegalArgumentException("host '" + name + "' needs the kind ado, github or gitlab");
        }
        projects = projects == null ? List.of() : List.copyOf(projects);
    }

    public boolean serves(String project) {
        return projects.isEmpty() || projects.stream().anyMatch(project::equalsIgnoreCase);
    }
}
