package dev.millrace.modeldispatch.admission;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a call may be made. */
public sealed interface Verdict {

    record Admitted(Permit permit) implements Verdict {}

    /**
     * @param sentence for the caller: what is wrong and what to do
     * @param retryAfter when it is worth another try; null when nobody knows
     * @param headers of the answer
     */
    record Refused(Reason reason, String sentence, @Nullable Duration retryAfter, Map<String, String> headers)
            implements Verdict {}

    /** Why not, with what HTTP and OpenAI's error shape say. */
    enum Reason {
        /** More requests, tokens or calls at once than the key or the tenant may make. */
        RATE_LIMITED(429, "rate_limit_error", "rate_limit_exceeded"),
        /** What is left of a budget does not cover the call. */
        BUDGET_EXHAUSTED(402, "insufficient_quota", "budget_exhausted"),
        /** The budget cannot be asked now, and what was leased of it is used up. */
        UNAVAILABLE(503, "server_error", "budget_unavailable");

        private final int status;
        private final String type;
        private final String code;

        Reason(int status, String type, String code) {
            this.status = status;
            this.type = type;
            this.code = code;
        }

        public int status() {
            return status;
        }

        public String type() {
            return type;
        }

        public String code() {
            return code;
        }
    }
}
