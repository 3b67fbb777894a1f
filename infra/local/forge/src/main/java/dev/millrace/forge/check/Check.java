package dev.millrace.forge.check;

import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * A result that somebody reports on a commit, or on a pull request.
 *
 * @param pull 0 for one on the commit
 * @param iteration of the pull request that it is about; 0 for all
 * @param genre with the name what a later report replaces; may be empty
 * @param run whether it is a check run, not a status
 */
public record Check(
        long number,
        long repo,
        String commit,
        long pull,
        int iteration,
        String genre,
        String name,
        State state,
        String description,
        String url,
        String author,
        Instant created,
        Instant changed,
        boolean run) {

    public static final Kind<Check> KIND = Kind.numbered("check", Check.class, Check::number);

    /** As wide as the widest vendor's. */
    public enum State {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        ERROR,
        NOT_APPLICABLE;

        public boolean isFinal() {
            return this != PENDING && this != RUNNING;
        }
    }

    public Check withState(State next, String text, Instant at) {
        return new Check(number, repo, commit, pull, iteration, genre, name, next, text, url, author, created, at, run);
    }
}
