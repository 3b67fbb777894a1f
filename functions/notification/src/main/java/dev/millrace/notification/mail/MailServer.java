package dev.millrace.notification.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes mail.
 *
 * @param user null where nobody has to sign in
 */
record MailServer(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password) {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String FORM =
            "MILLRACE_SMTP_URL must look like smtp://user:password@mail.example.com:587 or smtps://...:465";

    /** How the connection is kept private (RFC 8314). */
    enum Security {
        /** TLS from the first byte. */
        IMPLICIT,
        /** STARTTLS, or no mail. */
        REQUIRED,
        /** STARTTLS where the server offers it: on this machine, or where {@code ?tls=optional} says so. */
        OPTIONAL
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /**
     * Reads an address; user and password are percent-encoded.
     *
     * @throws IllegalArgumentException saying what is wrong, without the address: it holds a password
     */
    static MailServer parse(String url) {
        URI address = address(url);
        boolean implicit = "smtps".equals(address.getScheme());
        if (address.getHost() == null || (!implicit && !"smtp".equals(address.getScheme()))) {
            throw new IllegalArgumentException(FORM);
        }
        String[] login = login(address);
        return new MailServer(
                address.getHost(),
                address.getPort() > 0 ? address.getPort() : implicit ? SUBMISSIONS : SUBMISSION,
                implicit ? Security.IMPLICIT : security(address),
                login.length == 0 ? null : login[0],
                login.length < 2 ? null : login[1]);
    }

    private static URI address(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            // The cause would tell the password.
            throw new IllegalArgumentException(FORM + "; user and password are percent-encoded");
        }
    }

    private static Security security(URI address) {
        String query = address.getRawQuery();
        if (query != null && !query.equals("tls=optional")) {
            throw new IllegalArgumentException(FORM + ", with at most ?tls=optional after it");
        }
        return query != null || LOOPBACK.contains(address.getHost()) ? Security.OPTIONAL : Security.REQUIRED;
    }

    private static String[] login(URI address) {
        String raw = address.getRawUserInfo();
        if (raw == null || raw.isEmpty()) {
            return new String[0];
        }
        String[] parts = raw.split(":", 2);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        return parts;
    }
}
