package dev.millrace.modeldispatch.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules.Guardrail;
import java.util.List;

/** What became of a request at the guardrails. */
public sealed interface Checked {

    /**
     * @param request to send, the very one that came when nothing was replaced
     * @param edit of the answer: takes out what the rules redact, and puts back what was replaced in the request
     */
    record Passed(ObjectNode request, List<Finding> findings, TextEdit edit) implements Checked {}

    /** @param sentence for the caller, without the text that was found */
    record Blocked(Guardrail guardrail, String sentence) implements Checked {}
}
