package dev.millrace.modeldispatch.health;

import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.route.Alias;
import dev.millrace.modeldispatch.route.Canary;
import dev.millrace.modeldispatch.route.Upstream;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What this replica has seen of its upstreams since it started. Thread-safe. */
@Singleton
public class Observations {

    private static final Logger LOG = Logger.getLogger(Observations.class);

    private final Map<String, Seen> upstreams = new ConcurrentHashMap<>();
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();
    private final Circuit.Rule rule;
    private final Clock clock;

    Observations(DispatchConfig settings, Clock clock) {
        this.rule = new Circuit.Rule(
                settings.breaker().failures(), settings.breaker().pause());
        this.clock = clock;
    }

    private record Seen(Breaker breaker, Figures figures) {}

    public boolean isHealthy(Upstream upstream) {
        Seen seen = upstreams.get(upstream.name());
        return seen == null || seen.breaker().permits();
    }

    public double latency(Upstream upstream) {
        Seen seen = upstreams.get(upstream.name());
        return seen == null ? 0 : seen.figures().latency();
    }

    public boolean isRolledBack(Alias alias, Canary canary, Upstream upstream) {
        Double least = canary.minGoldenScore();
        Double score = upstream.goldenScore();
        boolean poor = least != null && (score == null || score < least);
        return poor || trial(alias, canary).hasEnded();
    }

    /** @return false when another call is finding out whether the upstream is back */
    public boolean begin(Upstream upstream) {
        return seen(upstream).breaker().begin();
    }

    /** @param elapsed milliseconds until the answer began, or was there whole */
    public void succeeded(Alias alias, Upstream upstream, long elapsed) {
        Seen seen = seen(upstream);
        seen.breaker().succeeded();
        seen.figures().succeeded(elapsed);
        Trial trial = trial(alias);
        if (trial != null) {
            trial.figures(upstream.name()).succeeded(elapsed);
            judge(alias, trial);
        }
    }

    public void failed(Alias alias, Upstream upstream) {
        Seen seen = seen(upstream);
        boolean opened = seen.breaker().failed();
        seen.figures().failed();
        if (opened) {
            LOG.warnf("The upstream '%s' failed too often and is left alone for %s", upstream.name(), rule.pause());
        }
        Trial trial = trial(alias);
        if (trial != null) {
            trial.figures(upstream.name()).failed();
            judge(alias, trial);
        }
    }

    /** @param nanos what one call cost */
    public void cost(Alias alias, Upstream upstream, long nanos) {
        Trial trial = trial(alias);
        if (trial != null) {
            trial.figures(upstream.name()).cost(nanos);
            judge(alias, trial);
        }
    }

    private static void judge(Alias alias, Trial trial) {
        trial.judge()
                .ifPresent(fault ->
                        LOG.warnf("The canary of '%s' is taken back until its entry changes: %s", alias.name(), fault));
    }

    private Seen seen(Upstream upstream) {
        return upstreams.computeIfAbsent(upstream.name(), name -> new Seen(new Breaker(rule, clock), new Figures()));
    }

    private @Nullable Trial trial(Alias alias) {
        return alias.canary() == null ? null : trial(alias, alias.canary());
    }

    /** A changed entry is a new trial. */
    private Trial trial(Alias alias, Canary canary) {
        Trial known = trials.get(alias.name());
        return known != null && known.isOf(canary)
                ? known
                : trials.compute(
                        alias.name(), (name, old) -> old != null && old.isOf(canary) ? old : new Trial(canary));
    }
}
