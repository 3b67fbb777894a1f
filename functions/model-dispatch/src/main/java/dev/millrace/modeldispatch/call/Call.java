package dev.millrace.modeldispatch.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ModelRules;
import dev.millrace.modeldispatch.admission.Caller;
import dev.millrace.modeldispatch.route.Operation;
import dev.millrace.modeldispatch.upstream.Hangup;
import io.opentelemetry.context.Context;

/**
 * What somebody asks of a model.
 *
 * @param alias that was asked for
 * @param request as OpenAI defines it; nobody changes it
 * @param bytes of the request
 * @param stream whether the answer shall come in parts
 * @param usage whether the caller wants the counts with a streamed answer
 * @param trace that the call belongs to
 */
public record Call(
        Caller caller,
        Operation operation,
        String alias,
        ObjectNode request,
        int bytes,
        boolean stream,
        boolean usage,
        Context trace,
        Hangup hangup) {

    ModelRules rules() {
        return caller.tenant().models();
    }

    /** The same, translated to Chat Completions; the counts are wanted, as the Responses API always has them. */
    public Call asChat(ObjectNode chat) {
        return new Call(caller, Operation.CHAT, alias, chat, bytes, stream, true, trace, hangup);
    }
}
