package dev.millrace.codehosts;

import java.util.function.Supplier;

/**
 * A code host put together of an adapter's parts.
 *
 * @param asking who the credentials are, asked for anew each time
 */
public record OpenedHost(
        Tickets tickets,
        Repositories repositories,
        PullRequests pullRequests,
        Builds builds,
        Hooks hooks,
        Supplier<Account> asking)
        implements CodeHost {

    @Override
    public Account account() {
        return asking.get();
    }
}
