package dev.millrace.modeldispatch.upstream;

import org.jspecify.annotations.Nullable;

/** Whether the caller still waits. For the thread of one call. */
public final class Hangup {

    private boolean hungUp;
    private @Nullable Runnable then;

    public boolean hasHungUp() {
        return hungUp;
    }

    /** The caller has gone. */
    public void hangUp() {
        if (!hungUp) {
            hungUp = true;
            if (then != null) {
                then.run();
            }
        }
    }

    /** What ends what is under way; replaces what was to be done before, and is done at once when it is too late. */
    public void then(Runnable end) {
        then = end;
        if (hungUp) {
            end.run();
        }
    }
}
