package dev.millrace.contracts.directory;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's team.
 *
 * @param groups ids of people by the group's name
 * @param approvals null where nobody may approve
 * @param notifications null where messages go only to the people whom they name
 */
public record Directory(
        List<Person> people,
        Map<String, List<String>> groups,
        @Nullable ApprovalPolicy approvals,
        @Nullable NotificationPolicy notifications) {

    public Directory {
        people = people == null ? List.of() : List.copyOf(people);
        groups = groups == null ? Map.of() : Map.copyOf(groups);
        Set<String> known = new HashSet<>();
        for (Person person : people) {
            if (!known.add(person.id())) {
                throw new IllegalArgumentException("people must have different ids, unlike '" + person.id() + "'");
            }
        }
        Set<String> members = Set.copyOf(known);
        groups.forEach((name, ids) -> {
            Person.requireId(name);
            if (!known.add(name)) {
                throw new IllegalArgumentException("'" + name + "' is a group and a person; give one another name");
            }
            requireKnown("group '" + name + "'", ids, members);
        });
        if (approvals != null) {
            requireKnown("approvers", approvals.approvers(), known);
            approvals.escalations().forEach(step -> requireKnown("escalations", step.to(), known));
        }
        if (notifications != null) {
            notifications.channels().forEach(channel -> {
                if (channel instanceof Channel.Email email) {
                    requireKnown("channel '" + email.name() + "'", email.to(), known);
                }
            });
        }
    }

    public Optional<Person> person(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** Everybody whom these names of people and groups mean, once each, in the order of the names. */
    public List<Person> members(List<String> names) {
        return names.stream()
                .flatMap(name -> groups.containsKey(name) ? groups.get(name).stream() : Stream.of(name))
                .distinct()
                .flatMap(id -> person(id).stream())
                .toList();
    }

    private static void requireKnown(String where, List<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        where + " names '" + name + "', whom neither people nor groups lists");
            }
        }
    }
}
