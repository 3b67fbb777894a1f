package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules;
import java.util.List;

/** Looks at requests and answers as a tenant's rules say. Pure and thread-safe. */
public interface Guards {

    /** @param request of Chat Completions; it is not changed */
    Checked check(ObjectNode request, ModelRules rules);

    /** What a whole text of an answer has that should not be there: secrets and personal data. */
    List<Finding> inspect(String answer, ModelRules rules);
}
