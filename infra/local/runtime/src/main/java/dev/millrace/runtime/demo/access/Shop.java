package dev.millrace.runtime.demo.access;

import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import java.net.URI;
import java.util.Locale;

/**
 * The project of the demo on one kind of host. Each kind has a project of its own, since a forge shows every project to
 * all kinds, and a ticket would be taken once by the hooks of each.
 *
 * @param forge scheme, host and port
 */
public record Shop(HookKind kind, URI forge) {

    /** As the forge calls project and repository. */
    public static String name(HookKind kind) {
        return kind == HookKind.ADO ? "till" : "till-" + kind(kind);
    }

    public String name() {
        return name(kind);
    }

    /** Name of host binding and hook. */
    public String host() {
        return kind(kind);
    }

    /** As the kind of host names it. */
    public String project() {
        return kind == HookKind.ADO ? name() : name() + "/" + name();
    }

    /** What an adapter is given. */
    public URI url() {
        return switch (kind) {
            case ADO -> Forge.ado(forge);
            case GITHUB -> Forge.github(forge);
            case GITLAB -> Forge.gitlab(forge);
            case CLOUDEVENTS -> throw new IllegalArgumentException("CloudEvents come from no code host");
        };
    }

    /** Where Git clones from. */
    public URI git() {
        return URI.create(Forge.ado(forge) + "/" + name() + "/_git/" + name());
    }

    public TicketRef ticket(long number) {
        return new TicketRef(host(), project(), Long.toString(number));
    }

    private static String kind(HookKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
