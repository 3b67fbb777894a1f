package dev.millrace.forge.pull;

/**
 * Somebody who is asked to review.
 *
 * @param vote as Azure DevOps counts: 10, 5, 0, -5 (waits), -10 (rejects)
 */
public record Reviewer(String login, int vote, boolean required) {

    public static final int APPROVED = 10;
    public static final int REJECTED = -10;

    public boolean approves() {
        return vote > 0;
    }
}
