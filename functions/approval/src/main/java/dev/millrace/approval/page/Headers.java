package dev.millrace.approval.page;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What protects the page in a browser, and what a browser tells of who sent a form. */
final class Headers {

    /** Its own style sheet and its own form; no script, picture, frame or connection. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Headers() {}

    static HttpServerResponse secure(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex, nofollow")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    /**
     * Whether a form may come from the page itself. Browsers say so in {@code Sec-Fetch-Site} (Fetch Metadata, section
     * 2.4); those that do not still send an origin, which is {@code null} because the page sends no referrer. The form's
     * token is what proves it; this only turns obvious strangers away.
     */
    static boolean sameOrigin(MultiMap headers, URI own) {
        String site = headers.get("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = headers.get("Origin");
        return origin == null || origin.equals("null") || isSame(origin, own);
    }

    private static boolean isSame(@Nullable String origin, URI own) {
        return (own.getScheme() + "://" + own.getAuthority()).equalsIgnoreCase(origin);
    }
}
