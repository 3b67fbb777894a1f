package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who is asked for a review. */
final class AdoReviewers {

    private final AdoApi api;
    private final AdoIdentities identities;

    AdoReviewers(AdoApi api, AdoIdentities identities) {
        this.api = api;
        this.identities = identities;
    }

    /** @return those who cannot be asked */
    List<String> ask(PullRequestRef pull, List<String> people) {
        Set<String> asked = api.list(Call.get(Paths.pull(pull, "reviewers"))).stream()
                .map(AdoReviewers::id)
                .collect(Collectors.toSet());
        List<Boolean> done = Abreast.map(people, name -> ask(pull, name, asked));
        return IntStream.range(0, people.size())
                .filter(i -> !done.get(i))
                .mapToObj(people::get)
                .toList();
    }

    /** Somebody who is asked already keeps the vote: asking again would take it back. */
    private boolean ask(PullRequestRef pull, String name, Set<String> asked) {
        Optional<String> id = identities.find(pull.project(), name);
        if (id.isEmpty()) {
            return false;
        }
        if (asked.contains(id.get())) {
            return true;
        }
        try {
            api.send(Call.put(Paths.pull(pull, "reviewers", id.get()))
                    .json(Json.object().put("id", id.get()).put("vote", 0)));
            return true;
        } catch (HostException.NotFound | HostException.Invalid | HostException.Forbidden e) {
            return false;
        }
    }

    private static String id(JsonNode reviewer) {
        return reviewer.path("id").asText();
    }
}
