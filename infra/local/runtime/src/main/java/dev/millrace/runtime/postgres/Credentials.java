package dev.millrace.runtime.postgres;

/** How to log in to the database as one role. */
public record Credentials(String jdbcUrl, String username, String password) {

    @Override
    public String toString() {
        return "Credentials[" + jdbcUrl + ", " + username + "]";
    }
}
