package dev.millrace.engine.work;

/** Somebody who runs orchestrators and activities. Never blocks the caller. */
public interface Workers {

    /** Takes the work, or says that somebody else must. */
    boolean take(OrchestratorWork work);

    /** Takes the work, or says that somebody else must. */
    boolean take(ActivityWork work);
}
