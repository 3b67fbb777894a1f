package dev.millrace.codehosts.github;

import dev.millrace.codehosts.Hooks.Post;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened, as a webhook would have told it.
 *
 * @param keys what it is known by in a cursor
 */
record Change(Instant at, List<String> keys, Post post) {

    Change {
        keys = List.copyOf(keys);
    }
}
