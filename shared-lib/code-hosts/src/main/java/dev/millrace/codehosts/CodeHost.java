package dev.millrace.codehosts;

/** One code host as one account sees it: a binding of a tenant. */
public interface CodeHost {

    Tickets tickets();

    Repositories repositories();

    PullRequests pullRequests();

    Builds builds();

    Hooks hooks();

    /**
     * Who the credentials are.
     *
     * @throws HostException.Forbidden when they are refused
     */
    Account account();

    /**
     * @param login as the host names the account
     * @param name for people
     */
    record Account(String login, String name) {}
}
