package dev.millrace.runtime.demo.story;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.runtime.journey.access.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes events as a test tells them, a second apart. */
public final class Told {

    public static final Instant FILED = Instant.parse("2026-01-01T00:00:00Z");
    public static final TicketRef TICKET = new TicketRef("ado", "till", "7");
    public static final PullRequestRef PULL = new PullRequestRef("ado", "till", "till", "12");
    static final Digest DIGEST = Digest.of("diff");

    private long count;

    /** @param cause id of the event that it answers */
    public Heard event(String id, @Nullable String cause, Payload payload) {
        count++;
        return new Heard(
                count,
                FILED.plus(Duration.ofSeconds(count)),
                id,
                Catalogue.typeOf(payload.getClass()),
                "demo",
                TICKET.toString(),
                cause,
                "11111111-1111-5111-8111-111111111111:plan",
                Json.MAPPER
                        .copy()
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .valueToTree(payload));
    }

    public static Journey journey() {
        return new Journey(7, new Ware("quince", "0.45"), TICKET, FILED);
    }
}
