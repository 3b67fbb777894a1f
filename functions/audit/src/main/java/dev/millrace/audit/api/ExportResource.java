package dev.millrace.audit.api;

import dev.millrace.audit.log.LogReader;
import dev.millrace.audit.log.LoggedEntry;
import dev.millrace.audit.log.Notary;
import dev.millrace.transparency.export.ExportEntry;
import dev.millrace.transparency.export.ExportHeader;
import dev.millrace.transparency.export.ExportWriter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** The whole log as a file that anybody can verify offline. */
@Path("/export")
public class ExportResource {

    private static final Logger LOG = Logger.getLogger(ExportResource.class);
    private static final int PAGE = 1000;

    private final LogReader log;
    private final Notary notary;

    ExportResource(LogReader log, Notary notary) {
        this.log = log;
        this.notary = notary;
    }

    /** Blocks a worker thread, since the output does; one page of entries is in memory at a time. */
    @GET
    @Produces("application/jsonl")
    @Operation(
            summary = "Streams the log up to its current checkpoint",
            description =
                    "Lines of JSON: a header with the checkpoint, then the entries. 'millrace audit verify' checks it.")
    public Response export() {
        var header =
                new ExportHeader(notary.verifierKey(), log.checkpoint().await().indefinitely());
        StreamingOutput body = out -> write(out, header);
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + header.size() + ".jsonl\"")
                .build();
    }

    private void write(OutputStream out, ExportHeader header) throws IOException {
        try (var writer = new ExportWriter(out, header)) {
            long next = 0;
            while (next < header.size()) {
                long written = writePage(writer, next, header.size());
                if (written == 0) {
                    LOG.errorf("The log has no entry %d: an export had to end there", next);
                    return;
                }
                next += written;
            }
        }
    }

    /** @return how many entries followed without a gap */
    private long writePage(ExportWriter writer, long first, long end) throws IOException {
        long next = first;
        List<LoggedEntry> page =
                log.page(first, (int) Math.min(PAGE, end - first)).await().indefinitely();
        for (LoggedEntry entry : page) {
            if (entry.seq() != next) {
                return next - first;
            }
            writer.write(ExportEntry.of(entry.seq(), entry.leaf().getBytes(), entry.content()));
            next++;
        }
        return next - first;
    }
}
