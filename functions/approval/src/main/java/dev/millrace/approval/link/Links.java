package dev.millrace.approval.link;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalConfig;
import dev.millrace.contracts.TenantId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Links to a question, one for each person. They expire with the question's deadline plus a while to read how it ended. */
@Singleton
public class Links {

    private static final long READABLE_SECONDS = 14 * 24 * 3600L;

    private final SigningKeys keys;
    private final Clock clock;
    private final String address;

    @Inject
    Links(SigningKeys keys, ApprovalConfig config, Clock clock) {
        this(keys, config.address(), clock);
    }

    Links(SigningKeys keys, URI address, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.address = address.toString().replaceAll("/+$", "");
    }

    /** What a token is worth. */
    public sealed interface Holder {

        /** Whoever holds this person's link. */
        record Of(TenantId tenant, String person) implements Holder {}

        /** It was good once. */
        record Late() implements Holder {}

        /** It was not made here, or for another question. */
        record Nobody() implements Holder {}
    }

    public URI link(Approval approval, String person) {
        return URI.create(address + "/approvals/" + approval.id() + "?t=" + token(approval, person));
    }

    /** The same for the same person and question. */
    public String token(Approval approval, String person) {
        long expires = approval.deadline().getEpochSecond() + READABLE_SECONDS;
        return keys.sign(purpose(approval.id()), approval.tenant() + "\n" + person + "\n" + expires);
    }

    public Holder holder(UUID approval, String token) {
        return keys.read(purpose(approval), token).map(this::holder).orElseGet(Holder.Nobody::new);
    }

    private Holder holder(String text) {
        String[] parts = text.split("\n", -1);
        Instant expires = Instant.ofEpochSecond(Long.parseLong(parts[2]));
        return clock.instant().isBefore(expires) ? new Holder.Of(new TenantId(parts[0]), parts[1]) : new Holder.Late();
    }

    private static String purpose(UUID approval) {
        return "link " + approval;
    }
}
