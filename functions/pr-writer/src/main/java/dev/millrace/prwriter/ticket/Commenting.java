package dev.millrace.prwriter.ticket;

import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes on tickets, one comment for each topic. */
@Singleton
public class Commenting {

    private static final int LARGEST = 16 * 1024;

    private final Hosts hosts;

    public Commenting(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The marker is seen by people, as hosts clean hidden text away. */
    public CommentEvent.Written write(TenantId tenant, CommentEvent.Requested wish) {
        if (wish.markdown().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new Refused(HostRefusal.INVALID, "A comment has at most " + LARGEST + " bytes; shorten it.");
        }
        String marker = "millrace: " + wish.topic();
        URI url = hosts.of(tenant, wish.ticket())
                .tickets()
                .comment(wish.ticket(), marker, wish.markdown().stripTrailing() + "\n\n_" + marker + "_");
        return new CommentEvent.Written(wish.ticket(), wish.topic(), url);
    }
}
