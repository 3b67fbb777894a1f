package dev.millrace.audit.api;

import dev.millrace.audit.log.LogReader;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Parameter;
import dev.millrace.transparency.Hash;
import dev.millrace.transparency.proof.ProofPlan;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Proofs against signed checkpoints. They need no trust in this function. */
@Path("/proof")
public class ProofResource {

    private final LogReader log;

    ProofResource(LogReader log) {
        this.log = log;
    }

    /**
     * That a leaf is in the tree of that size.
     *
     * @param path hashes in base64, from the leaf upwards
     */
    public record Inclusion(long index, long size, List<String> path) {}

    /**
     * That the second tree begins with all leaves of the first.
     *
     * @param path hashes in base64, from the leaves upwards
     */
    public record Consistency(long first, long second, List<String> path) {}

    @GET
    @Path("/inclusion")
    @Operation(
            summary = "Proves that an entry is in the log (RFC 6962, section 2.1.1)",
            description = "'size' is that of the checkpoint to prove against; without it, that of the log now.")
    public Uni<Inclusion> inclusion(
            @QueryParam("seq") @Nullable String seq, @QueryParam("size") @Nullable String size) {
        long index = new Parameter("seq", seq).number(-1);
        return log.size().chain(now -> {
            var of = new Parameter("size", size);
            long leaves = of.number(now);
            if (leaves < 1 || leaves > now) {
                throw of.bad("1 to " + now + ", the size of the log");
            }
            if (index < 0 || index >= leaves) {
                throw new ProblemException(Problem.badRequest("'seq' must be 0 to " + (leaves - 1) + "."));
            }
            return path(leaves, ProofPlan.inclusion(index, leaves)).map(path -> new Inclusion(index, leaves, path));
        });
    }

    @GET
    @Path("/consistency")
    @Operation(
            summary = "Proves that the log only grew between two checkpoints (RFC 6962, section 2.1.2)",
            description = "'from' and 'to' are sizes of checkpoints; without 'to', the size of the log now.")
    public Uni<Consistency> consistency(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        var earlier = new Parameter("from", from);
        long first = earlier.number(-1);
        return log.size().chain(now -> {
            var later = new Parameter("to", to);
            long second = later.number(now);
            if (second < 0 || second > now) {
                throw later.bad("0 to " + now + ", the size of the log");
            }
            if (first < 0 || first > second) {
                throw earlier.bad("0 to " + second);
            }
            return path(second, ProofPlan.consistency(first, second)).map(path -> new Consistency(first, second, path));
        });
    }

    private Uni<List<String>> path(long size, ProofPlan plan) {
        return log.subtrees(size, plan)
                .map(subtrees -> plan.path(subtrees).stream().map(Hash::base64).toList());
    }
}
