package dev.millrace.runtime.journey.access;

import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A project of a forge, as one kind of host shows it.
 *
 * @param forge scheme, host and port
 * @param name as the forge calls project and repository
 */
public record Shop(HookKind kind, URI forge, String name) {

    /**
     * The demo's projects. Each kind of host has one of its own, since a forge shows every project to all kinds, and a
     * ticket would be taken once by the hooks of each.
     */
    public static final List<String> TILLS = Stream.of(HookKind.ADO, HookKind.GITHUB, HookKind.GITLAB)
            .map(Shop::tillName)
            .toList();

    /** The demo's project on a kind of host. */
    public static Shop till(HookKind kind, URI forge) {
        return new Shop(kind, forge, tillName(kind));
    }

    private static String tillName(HookKind kind) {
        return kind == HookKind.ADO ? "till" : "till-" + kind(kind);
    }

    /** Name of host binding and hook. */
    public String host() {
        return kind(kind);
    }

    /** As the kind of host names it. */
    public String project() {
        return kind == HookKind.ADO ? name : name + "/" + name;
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
        return URI.create(Forge.ado(forge) + "/" + name + "/_git/" + name);
    }

    public TicketRef ticket(long number) {
        return new TicketRef(host(), project(), Long.toString(number));
    }

    private static String kind(HookKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
