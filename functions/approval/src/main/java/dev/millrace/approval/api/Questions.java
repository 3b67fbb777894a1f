package dev.millrace.approval.api;

import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Finds the question that a caller names. */
@Singleton
class Questions {

    private final Approvals approvals;

    Questions(Approvals approvals) {
        this.approvals = approvals;
    }

    /** Fails with 400 for what is no id, and 404 for an unknown one. */
    Uni<Asked> find(String id) {
        UUID known = new Parameter("id", id).uuid();
        return approvals
                .tenantOf(known)
                .chain(tenant -> approvals.find(tenant.orElseThrow(Questions::unknown), known))
                .map(found -> found.orElseThrow(Questions::unknown));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no such approval, or it is forgotten."));
    }
}
