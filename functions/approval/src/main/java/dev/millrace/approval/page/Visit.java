package dev.millrace.approval.page;

import dev.millrace.contracts.events.ApprovalEvent.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody at the door.
 *
 * @param approval empty when the address names none
 * @param token of the link, as it came
 * @param session the cookie of who signed in, empty for none
 * @param sent the form that was just sent, empty when none was
 * @param looks whether somebody looks: not when a program fetches ahead or asks for the head alone
 */
record Visit(
        Optional<UUID> approval, String token, String session, String sent, Words words, Origin origin, boolean looks) {

    static final String SESSION = "millrace-session";

    private static final int LONGEST = 1_000;

    /** @param id as the address names it */
    static Visit of(String id, HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean ahead = headers.contains("Sec-Purpose") || headers.contains("Purpose") || headers.contains("X-Moz");
        return new Visit(
                uuid(id),
                parameter(request, "t"),
                session(request),
                parameter(request, "sent"),
                Words.of(headers.get("Accept-Language")),
                Origins.of(headers),
                request.method().equals(HttpMethod.GET) && !ahead);
    }

    /** Where the page of this link is. */
    String address() {
        return "/approvals/" + approval.map(UUID::toString).orElse("") + "?t=" + token;
    }

    /** Where whoever has this link signs in. */
    String signIn() {
        return SignInDoor.BEGIN + "?approval=" + approval.map(UUID::toString).orElse("") + "&t=" + token;
    }

    private static String session(HttpServerRequest request) {
        Cookie cookie = request.getCookie(SESSION);
        return cookie == null ? "" : cookie.getValue();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Only what a token may hold: it is written into addresses. */
    private static String parameter(HttpServerRequest request, String name) {
        try {
            String value = request.getParam(name);
            return value != null && value.length() <= LONGEST && value.matches("[A-Za-z0-9._-]+") ? value : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
