package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.http.Call;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks people for reviews. GitLab knows them by number, takes the whole list, and leaves out whom it does not let. */
final class Reviewers {

    private final Site site;

    Reviewers(Site site) {
        this.site = site;
    }

    /** @return those who are not asked */
    List<String> ask(String repository, String number, List<String> people) {
        Call read = Call.get(Site.at(repository, "merge_requests", number));
        Set<Long> asked = reviewers(site.http().send(read).json());
        List<Optional<Long>> found = Site.together(people, this::find);
        Map<String, Long> known = new LinkedHashMap<>();
        for (int i = 0; i < people.size(); i++) {
            String person = people.get(i);
            found.get(i).ifPresent(id -> known.put(person, id));
        }
        if (!asked.containsAll(known.values())) {
            asked = put(repository, number, asked, known);
        }
        Set<Long> now = asked;
        return people.stream()
                .filter(person -> !known.containsKey(person) || !now.contains(known.get(person)))
                .toList();
    }

    private Set<Long> put(String repository, String number, Set<Long> asked, Map<String, Long> more) {
        var all = new LinkedHashSet<>(asked);
        all.addAll(more.values());
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        all.forEach(wish.putArray("reviewer_ids")::add);
        Call put = Call.put(Site.at(repository, "merge_requests", number)).json(wish);
        return reviewers(site.http().send(put).json());
    }

    private static Set<Long> reviewers(JsonNode merge) {
        return merge.path("reviewers")
                .valueStream()
                .map(person -> person.path("id").asLong())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By login, with or without an at sign before it, or by e-mail address. Groups review nothing on GitLab. */
    private Optional<Long> find(String person) {
        String name = person.startsWith("@") ? person.substring(1) : person;
        if (name.isEmpty() || name.contains("/")) {
            return Optional.empty();
        }
        boolean mail = name.contains("@");
        JsonNode found = site.http()
                .send(Call.get("users").query(mail ? "search" : "username", name))
                .json();
        return found.valueStream()
                .filter(user -> mail
                        ? found.size() == 1 // an address is only ever found whole, and seldom shown
                        : user.path("username").asText().equalsIgnoreCase(name))
                .map(user -> user.path("id").asLong())
                .findFirst();
    }
}
