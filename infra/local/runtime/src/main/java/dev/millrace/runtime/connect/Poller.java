package dev.millrace.runtime.connect;

import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.codehosts.HostException;
import dev.millrace.runtime.connect.Round.Cause;
import java.time.InstantSource;

/**
 * Brings what happened in a project to the platform's door. The place is stored after the platform took everything up to
 * it, so whatever ends in between happens again, with the same ids, which the platform knows.
 */
final class Poller {

    private final Hooks hooks;
    private final Door door;
    private final ProgressFile progress;
    private final InstantSource clock;

    Poller(Hooks hooks, Door door, ProgressFile progress, InstantSource clock) {
        this.hooks = hooks;
        this.door = door;
        this.progress = progress;
        this.clock = clock;
    }

    Round round(String project) throws InterruptedException {
        String cursor = progress.get().cursor(project);
        try {
            return bring(project, cursor, hooks.since(project, cursor));
        } catch (HostException.RateLimited e) {
            return new Round.Limited(HostTrouble.sentence(e), e.retryAfter());
        } catch (HostException.Unavailable e) {
            return new Round.Failed(Cause.HOST, HostTrouble.sentence(e));
        } catch (HostException e) {
            return new Round.Failed(Cause.REFUSAL, HostTrouble.sentence(e));
        }
    }

    private Round bring(String project, String cursor, Page page) throws InterruptedException {
        for (Post post : page.posts()) {
            switch (door.post(post)) {
                case Door.Answer.Taken taken -> {}
                case Door.Answer.Refused(String sentence) -> {
                    return new Round.Failed(Cause.DOOR, sentence);
                }
                case Door.Answer.Absent absent -> {
                    return new Round.Failed(Cause.NO_PLATFORM, "No platform runs here; start one with: millrace up");
                }
            }
        }
        progress.put(progress.get().at(project, page.cursor(), clock.instant()));
        if (cursor.isEmpty()) {
            return new Round.Begun();
        }
        // Some hosts tell again what happened just at the cursor; a cursor that stays is the end.
        boolean more = !page.posts().isEmpty() && !page.cursor().equals(cursor);
        return new Round.Brought(page.posts().size(), more);
    }
}
