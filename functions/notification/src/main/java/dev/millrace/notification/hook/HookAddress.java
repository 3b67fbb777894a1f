package dev.millrace.notification.hook;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where webhooks may go. Addresses are the tenant's own, so they must not reach what only this machine can reach. */
final class HookAddress {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private HookAddress() {}

    /**
     * @param loopback whether plain HTTP on this machine is allowed
     * @return empty for anything but HTTPS, and for what holds a user
     */
    static Optional<URI> of(String text, boolean loopback) {
        try {
            return Optional.of(URI.create(text.strip()))
                    .filter(url -> url.getHost() != null && url.getRawUserInfo() == null)
                    .filter(url -> isPublic(url) || (loopback && isLocal(url)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isPublic(URI url) {
        return "https".equals(url.getScheme()) && !LOOPBACK.contains(url.getHost());
    }

    private static boolean isLocal(URI url) {
        return LOOPBACK.contains(url.getHost()) && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
