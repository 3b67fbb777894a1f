package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.http.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** People and teams by the names that others know them by. */
final class AdoIdentities {

    private static final int PAGE = 100;

    private final AdoApi api;
    private final AdoApi identities;

    AdoIdentities(AdoApi api, AdoApi identities) {
        this.api = api;
        this.identities = identities;
    }

    /**
     * The id of somebody; empty when nobody, or more than one, has the name.
     *
     * @param name login or e-mail address; {@code @org/team} for a team of the project
     */
    Optional<String> find(String project, String name) {
        return name.contains("/") ? team(project, name.substring(name.lastIndexOf('/') + 1)) : person(name);
    }

    private Optional<String> person(String name) {
        String wanted = name.replaceFirst("^@", "");
        List<JsonNode> found = identities
                .list(Call.get("_apis", "identities")
                        .query("searchFilter", "General")
                        .query("filterValue", wanted)
                        .query("queryMembership", "None"))
                .stream()
                .filter(identity -> identity.path("isActive").asBoolean(true))
                .toList();
        List<JsonNode> exact =
                found.stream().filter(identity -> isCalled(identity, wanted)).toList();
        List<JsonNode> best = exact.isEmpty() ? found : exact;
        return best.size() == 1 ? Optional.of(best.getFirst().path("id").asText()) : Optional.empty();
    }

    static boolean isCalled(JsonNode identity, String name) {
        return Stream.of("/uniqueName", "/properties/Mail/$value", "/properties/Account/$value", "/providerDisplayName")
                .map(pointer -> identity.at(pointer).asText(""))
                .anyMatch(name::equalsIgnoreCase);
    }

    /** Owners' files write a team's name without spaces. */
    private Optional<String> team(String project, String name) {
        return api.paged(Call.get("_apis", "projects", project, "teams"), "$top", "$skip", PAGE).stream()
                .filter(team -> hyphened(team.path("name").asText()).equalsIgnoreCase(hyphened(name)))
                .map(team -> team.path("id").asText())
                .findFirst();
    }

    private static String hyphened(String name) {
        return name.replace(' ', '-');
    }
}
