package dev.millrace.modeldispatch;

import dev.millrace.modeldispatch.admission.Admission;
import dev.millrace.modeldispatch.admission.Caller;
import dev.millrace.modeldispatch.admission.Demand;
import dev.millrace.modeldispatch.admission.Permit;
import dev.millrace.modeldispatch.admission.Spending;
import dev.millrace.modeldispatch.admission.Verdict;
import io.quarkus.test.Mock;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Admits everybody unless told otherwise, and remembers what was asked for and spent. */
@Mock
@Singleton
class ScriptedAdmission implements Admission {

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Spending> spent = new CopyOnWriteArrayList<>();
    private final AtomicInteger released = new AtomicInteger();
    private volatile Verdict.@Nullable Refused refusal;

    private final List<Asked> further = new CopyOnWriteArrayList<>();
    private volatile boolean furtherRefused;

    record Asked(Caller caller, Demand demand) {}

    @Override
    public Future<Verdict> admit(Caller caller, Demand demand) {
        asked.add(new Asked(caller, demand));
        Verdict.Refused no = refusal;
        return Future.succeededFuture(no == null ? new Verdict.Admitted(new Remembered()) : no);
    }

    @Override
    public Future<Verdict> admitFurther(Caller caller, Demand demand) {
        further.add(new Asked(caller, demand));
        return Future.succeededFuture(
                furtherRefused
                        ? new Verdict.Refused(Verdict.Reason.BUDGET_EXHAUSTED, "Not now.", null, Map.of())
                        : new Verdict.Admitted(new Remembered()));
    }

    void refuseFurther() {
        furtherRefused = true;
    }

    void refuse(Verdict.Reason reason) {
        refusal = new Verdict.Refused(
                reason, "Not now.", java.time.Duration.ofSeconds(7), Map.of("RateLimit", "\"key\";r=0;t=7"));
    }

    void forget() {
        asked.clear();
        spent.clear();
        released.set(0);
        further.clear();
        furtherRefused = false;
        refusal = null;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What was asked for beside calls. */
    List<Asked> further() {
        return List.copyOf(further);
    }

    List<Spending> spent() {
        return List.copyOf(spent);
    }

    int released() {
        return released.get();
    }

    private final class Remembered implements Permit {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public Map<String, String> headers() {
            return Map.of("RateLimit", "\"key\";r=9;t=1");
        }

        @Override
        public void settle(Spending spending) {
            if (closed.compareAndSet(false, true)) {
                spent.add(spending);
            }
        }

        @Override
        public void release() {
            if (closed.compareAndSet(false, true)) {
                released.incrementAndGet();
            }
        }
    }
}
