package dev.millrace.codehosts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A code host did not do what it was asked for. The message is one sentence for people, followed by what to do. */
public abstract sealed class HostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    private HostException(String message, String remedy, @Nullable Throwable cause) {
        super(message + "; " + remedy, cause);
        this.remedy = remedy;
    }

    /** What to do, in the imperative. */
    public String remedy() {
        return remedy;
    }

    /** It is not there, or not for this account to see. */
    public static final class NotFound extends HostException {

        private static final long serialVersionUID = 1;

        public NotFound(String message) {
            super(message, "check its name and that the account may read it", null);
        }
    }

    /** It is not in the state that the request supposes. */
    public static final class Conflict extends HostException {

        private static final long serialVersionUID = 1;

        private final Kind kind;

        public enum Kind {
            /** A branch, ticket or pull request is no longer where the request supposes it. */
            MOVED("read it again and decide anew"),
            /** It is there already. */
            EXISTS("use the one that is there"),
            /** The changes do not merge. */
            MERGE("bring the branch up to date with its target");

            private final String remedy;

            Kind(String remedy) {
                this.remedy = remedy;
            }
        }

        public Conflict(Kind kind, String message) {
            super(message, kind.remedy, null);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** Too many requests, and waiting would have taken longer than the call may take. */
    public static final class RateLimited extends HostException {

        private static final long serialVersionUID = 1;

        private final transient Duration retryAfter;

        public RateLimited(String message, Duration retryAfter) {
            super(message, "try again in " + Math.max(1, retryAfter.toSeconds()) + " s", null);
            this.retryAfter = retryAfter;
        }

        /** At least so long. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The account's rights or a policy forbid it. */
    public static final class Forbidden extends HostException {

        private static final long serialVersionUID = 1;

        public Forbidden(String message) {
            super(message, "give the account the right, or meet the policy", null);
        }
    }

    /** The request can never be carried out as it is. */
    public static final class Invalid extends HostException {

        private static final long serialVersionUID = 1;

        public Invalid(String message) {
            super(message, "change the request", null);
        }
    }

    /** This host, or this project of it, has no such thing. */
    public static final class Unsupported extends HostException {

        private static final long serialVersionUID = 1;

        public Unsupported(String message, String remedy) {
            super(message, remedy, null);
        }
    }

    /** No answer, or a failure of the host: whether something was done is not known. */
    public static final class Unavailable extends HostException {

        private static final long serialVersionUID = 1;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, "try again later", cause);
        }
    }
}
