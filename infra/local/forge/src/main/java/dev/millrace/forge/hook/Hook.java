package dev.millrace.forge.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A subscription.
 *
 * @param project 0 for all
 * @param repo 0 for all of the project
 * @param events as the vendor names them
 * @param access what the vendor's ways of authenticating need: user name, password, headers, secret
 * @param settings what else the subscriber said, given back as it came
 * @param failures lasting failures in a row
 */
public record Hook(
        long number,
        Vendor vendor,
        long project,
        long repo,
        List<String> events,
        String url,
        Map<String, String> access,
        JsonNode settings,
        Status status,
        int failures,
        String createdBy,
        Instant created,
        Instant changed) {

    public static final Kind<Hook> KIND = Kind.numbered("hook", Hook.class, Hook::number);

    /** Whether it is served. */
    public enum Status {
        ENABLED,
        ON_PROBATION,
        DISABLED_BY_USER,
        DISABLED_BY_SYSTEM
    }

    public String guid() {
        return Guid.of("hook", number);
    }

    public boolean isServed() {
        return status == Status.ENABLED || status == Status.ON_PROBATION;
    }

    public String access(String name) {
        return access.getOrDefault(name, "");
    }

    public Hook withStatus(Status next, int nextFailures, Instant at) {
        return new Hook(
                number,
                vendor,
                project,
                repo,
                events,
                url,
                access,
                settings,
                next,
                nextFailures,
                createdBy,
                created,
                at);
    }

    public Hook with(
            List<String> nextEvents, String nextUrl, Map<String, String> nextAccess, JsonNode next, Instant at) {
        return new Hook(
                number,
                vendor,
                project,
                repo,
                nextEvents,
                nextUrl,
                nextAccess,
                next,
                status,
                failures,
                createdBy,
                created,
                at);
    }
}
