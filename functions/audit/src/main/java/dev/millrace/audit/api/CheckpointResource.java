package dev.millrace.audit.api;

import dev.millrace.audit.log.LogReader;
import dev.millrace.audit.log.Notary;
import dev.millrace.transparency.note.SignedCheckpoint;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a verifier needs besides an export. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class CheckpointResource {

    private final LogReader log;
    private final Notary notary;

    CheckpointResource(LogReader log, Notary notary) {
        this.log = log;
        this.notary = notary;
    }

    @GET
    @Path("checkpoint")
    @Operation(
            summary = "The signed checkpoint of the log as it is now",
            description =
                    "A note of c2sp.org/tlog-checkpoint. Keep it elsewhere: it shows later that nothing was lost.")
    public Uni<String> checkpoint() {
        return log.checkpoint().map(SignedCheckpoint::format);
    }

    @GET
    @Path("key")
    @Operation(summary = "The key that verifies checkpoints, as c2sp.org/signed-note writes it")
    public String key() {
        return notary.verifierKey().text() + "\n";
    }
}
