package dev.millrace.engine.run;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.history.Execution;
import dev.millrace.engine.history.Step;
import dev.millrace.engine.history.Steps;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Written;
import dev.millrace.engine.work.OrchestratorWork;
import java.time.Instant;
import java.util.List;

/** What an instance needs of its host. Nothing here waits. */
interface Crew {

    Instant now();

    Steps steps();

    boolean isClosing();

    void ask(OrchestratorWork work);

    void run(Execution execution, int task, ScheduleTaskAction action, Result result);

    void write(Writer.Job job);

    /** Drops messages from the inbox. */
    void discard(List<Long> seqs);

    /** Puts a result into the inbox; if the inbox does not take it, the instance gets it all the same. */
    void keep(String instanceId, Message message, Runnable otherwise);

    void wakeAt(String instanceId, Instant at);

    /** A step is durable: others hear of it. */
    void committed(Step.Taken step, Written.Advanced written);

    /** The instance leaves memory. */
    void retired(Live live);

    /** Takes an activity's result. */
    interface Result {
        void done(String executionId, int task, HistoryEvent result);
    }
}
