package dev.millrace.codehosts.github;

import java.net.URI;

/** Where the two interfaces are: {@code api.github.com} has GraphQL beside REST, an Enterprise Server one step above. */
record ApiAddress(URI rest, URI graphql) {

    private static final String SERVER = "/api/v3";

    /** @param url of the REST interface, or of a server whose REST interface is where it usually is */
    static ApiAddress of(URI url) {
        String text = url.toString().replaceFirst("/+$", "");
        String host = url.getHost() == null ? "" : url.getHost();
        if (host.equals("github.com") || host.equals("www.github.com")) {
            text = "https://api.github.com";
        } else if (URI.create(text).getPath().isEmpty() && !host.startsWith("api.")) {
            text += SERVER;
        }
        String graphql = text.endsWith(SERVER)
                ? text.substring(0, text.length() - SERVER.length()) + "/api/graphql"
                : text + "/graphql";
        return new ApiAddress(URI.create(text), URI.create(graphql));
    }
}
