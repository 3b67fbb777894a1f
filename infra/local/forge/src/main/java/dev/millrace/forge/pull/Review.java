package dev.millrace.forge.pull;

import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * What a reviewer said at one time.
 *
 * @param verdict APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED
 */
public record Review(long number, long pull, String login, String verdict, String text, String commit, Instant at) {

    public static final Kind<Review> KIND = Kind.numbered("review", Review.class, Review::number);
}
