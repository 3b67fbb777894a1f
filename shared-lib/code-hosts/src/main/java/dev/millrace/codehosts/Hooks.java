package dev.millrace.codehosts;

import java.net.URI;
import java.util.List;

/** What the host posts to us: by itself to a public URL, or what it would have posted, asked for by a laptop. */
public interface Hooks {

    /**
     * Has the host post changes of tickets, pull requests and builds. One that is there for the same URL stays, with the
     * new secret.
     *
     * @param project Azure DevOps project; GitHub {@code owner/name}; GitLab project path
     * @param url of the tenant's subscription
     */
    void register(String project, URI url, String secret);

    /** Ends what {@link #register} made for this URL. */
    void remove(String project, URI url);

    /**
     * What has happened in a project since a cursor, in the form that the host posts it, the oldest first. At most some
     * hundred; ask again with the new cursor for more. What happened just at the cursor may come again, with the same id.
     *
     * @param cursor of the last answer; empty text starts now
     */
    Page since(String project, String cursor);

    /** @param cursor to be kept once the posts were handed on */
    record Page(List<Post> posts, String cursor) {

        public Page {
            posts = List.copyOf(posts);
        }
    }

    /**
     * @param headers that the host adds, without those of the secret
     * @param body JSON
     */
    record Post(List<Header> headers, String body) {

        public Post {
            headers = List.copyOf(headers);
        }
    }

    record Header(String name, String value) {}
}
