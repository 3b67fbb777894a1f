package dev.millrace.runtime.operator;

import dev.millrace.runtime.broker.dispatch.TriggerStatus;
import dev.millrace.runtime.serving.Phase;
import dev.millrace.runtime.serving.RequestCounts;
import dev.millrace.runtime.serving.ServiceStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The house's status as metrics. Counters start at 0 with the runtime, which Prometheus expects of a restart. */
final class Metrics {

    private Metrics() {}

    static String text(HouseStatus status) {
        var out = new Exposition();
        house(out, status);
        services(out, status.services());
        triggers(out, status.broker().triggers());
        return out.toString();
    }

    private static void house(Exposition out, HouseStatus status) {
        out.metric("millrace_start_time_seconds", "gauge", "When the runtime was started.")
                .sample(Map.of(), status.since().getEpochSecond());
        out.metric("millrace_gateway_answers_total", "counter", "Answers of the public door by status.");
        new TreeMap<>(status.gateway()).forEach((code, count) -> out.sample(Map.of("status", code.toString()), count));
        out.metric("millrace_broker_events_total", "counter", "Events stored, replies included.")
                .sample(Map.of(), status.broker().accepted());
        out.metric("millrace_broker_paused", "gauge", "1 while nothing is accepted and delivered.")
                .sample(Map.of(), status.broker().pausedBecause() == null ? 0 : 1);
        out.metric("millrace_disk_free_bytes", "gauge", "Left on the disk of the data directory.")
                .sample(Map.of(), status.freeBytes());
        out.metric("millrace_database_up", "gauge", "1 while the database answers.")
                .sample(Map.of(), status.database() == null ? 0 : 1);
        HouseStatus.DatabaseFigures database = status.database();
        if (database != null) {
            out.metric("millrace_database_bytes", "gauge", "Size of the database.")
                    .sample(Map.of(), database.bytes());
            out.metric("millrace_database_connections", "gauge", "Connections of everybody.")
                    .sample(Map.of(), database.connections());
        }
    }

    private static void services(Exposition out, List<ServiceStatus> services) {
        out.metric("millrace_function_instances", "gauge", "Instances by phase.");
        for (ServiceStatus service : services) {
            for (Phase phase : Phase.values()) {
                long count = service.instances().stream()
                        .filter(instance -> instance.phase() == phase)
                        .count();
                out.sample(
                        labels(
                                "function",
                                service.service(),
                                "phase",
                                phase.name().toLowerCase(Locale.ROOT)),
                        count);
            }
        }
        each(out, services, "queue", "gauge", "Requests that wait for room.", ServiceStatus::queued);
        each(
                out,
                services,
                "requests_total",
                "counter",
                "Requests sent to instances.",
                s -> s.requests().begun());
        each(
                out,
                services,
                "errors_total",
                "counter",
                "Of these, failed or answered 5xx.",
                s -> s.requests().failed());
        each(
                out,
                services,
                "cold_requests_total",
                "counter",
                "Of these, waited for a start.",
                s -> s.requests().cold());
        each(out, services, "cold_starts_total", "counter", "Instances that became ready.", ServiceStatus::coldStarts);
        out.metric("millrace_function_request_seconds", "summary", "From a request's sending to its end.");
        for (ServiceStatus service : services) {
            RequestCounts requests = service.requests();
            Map<String, String> name = Map.of("function", service.service());
            out.sample(labels("function", service.service(), "quantile", "0.5"), requests.p50())
                    .sample(labels("function", service.service(), "quantile", "0.99"), requests.p99())
                    .sum(name, requests.busy())
                    .count(name, requests.begun());
        }
    }

    private static void each(
            Exposition out,
            List<ServiceStatus> services,
            String name,
            String kind,
            String help,
            ToLongFunction<ServiceStatus> value) {
        out.metric("millrace_function_" + name, kind, help);
        services.forEach(service -> out.sample(Map.of("function", service.service()), value.applyAsLong(service)));
    }

    private static void triggers(Exposition out, List<TriggerStatus> triggers) {
        ofTrigger(out, triggers, "pending", "gauge", "Deliveries not yet taken.", TriggerStatus::pending);
        ofTrigger(out, triggers, "in_flight", "gauge", "Deliveries under way.", TriggerStatus::inFlight);
        ofTrigger(out, triggers, "delivered_total", "counter", "Deliveries taken.", TriggerStatus::delivered);
        ofTrigger(out, triggers, "retries_total", "counter", "Attempts that are repeated.", TriggerStatus::retried);
        ofTrigger(out, triggers, "dead_letters_total", "counter", "Deliveries given up.", TriggerStatus::failed);
        ofTrigger(out, triggers, "discarded", "gauge", "Events taken by nobody.", TriggerStatus::discarded);
        out.metric("millrace_trigger_latency_seconds", "gauge", "From commit to answer, over about the last minute.");
        for (TriggerStatus trigger : triggers) {
            out.sample(labels("trigger", trigger.trigger(), "quantile", "0.5"), trigger.p50())
                    .sample(labels("trigger", trigger.trigger(), "quantile", "0.99"), trigger.p99());
        }
    }

    private static void ofTrigger(
            Exposition out,
            List<TriggerStatus> triggers,
            String name,
            String kind,
            String help,
            ToLongFunction<TriggerStatus> value) {
        out.metric("millrace_trigger_" + name, kind, help);
        triggers.forEach(trigger -> out.sample(Map.of("trigger", trigger.trigger()), value.applyAsLong(trigger)));
    }

    /** In the order of the alphabet, so that a sample is always written alike. */
    private static Map<String, String> labels(String first, String value, String second, String other) {
        return new TreeMap<>(Map.of(first, value, second, other));
    }
}
