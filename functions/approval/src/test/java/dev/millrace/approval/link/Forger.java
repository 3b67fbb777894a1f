package dev.millrace.approval.link;

import dev.millrace.approval.Approval;
import java.net.URI;
import java.time.Clock;

/** Makes links with other secrets. */
public final class Forger {

    private Forger() {}

    /** Path and query of a link. */
    public static String link(Approval approval, String person, String secret, Clock clock) {
        var link = new Links(new SigningKeys(secret), URI.create("http://localhost"), clock).link(approval, person);
        return link.getRawPath() + "?" + link.getRawQuery();
    }
}
