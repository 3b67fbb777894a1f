package dev.millrace.durable.ingress;

/**
 * The statements over the tables by which events find their instance. They lie in the schema {@code workflows_host},
 * one transaction and one tenant each; parameters are PostgreSQL's own, {@code $1} to {@code $6}, and the first is always
 * the tenant.
 */
public final class Correlation {

    /** Tenant, ticket: how often it was reopened, 0 for never, as {@code generation}. */
    public static final String GENERATION = """
        SELECT coalesce(max(generation), 0) AS generation FROM generations WHERE tenant = $1 AND ticket = $2""";

    /**
     * Tenant, ticket, event key: the {@code generation} that the event began, always the same for the same event. Two
     * events at once may want the same number: one of them violates the key and comes again.
     */
    public static final String NEXT_GENERATION = """
        INSERT INTO generations (tenant, ticket, generation, event_key)
        SELECT $1, $2, coalesce(max(generation), 0) + 1, $3 FROM generations WHERE tenant = $1 AND ticket = $2
        ON CONFLICT (tenant, event_key) DO UPDATE SET event_key = excluded.event_key
        RETURNING generation""";

    /** Tenant, host, project, build, instance that waits for it. */
    public static final String BUILD_QUEUED = """
        INSERT INTO queued_builds (tenant, host, project, build, instance_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING""";

    /** Tenant, host, project, build: the {@code instance_id} that waits for it. */
    public static final String BUILD_WATCHER = """
        SELECT instance_id FROM queued_builds WHERE tenant = $1 AND host = $2 AND project = $3 AND build = $4""";

    /** Tenant, host, project, build, event key, data as JSON. */
    public static final String BUILD_COMPLETED = """
        INSERT INTO completed_builds (tenant, host, project, build, event_key, data) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING""";

    /** Tenant, host, project, build: how it ended, as {@code event_key} and {@code data}. */
    public static final String BUILD_OUTCOME = """
        SELECT event_key, data FROM completed_builds WHERE tenant = $1 AND host = $2 AND project = $3 AND build = $4""";

    /** Tenant, host, project, repository, number, instance that opened it. */
    public static final String PULL_REQUEST_OPENED = """
        INSERT INTO opened_pull_requests (tenant, host, project, repository, number, instance_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING""";

    /** Tenant, host, project, repository, number: the {@code instance_id} that opened it. */
    public static final String PULL_REQUEST_WATCHER = """
        SELECT instance_id FROM opened_pull_requests
        WHERE tenant = $1 AND host = $2 AND project = $3 AND repository = $4 AND number = $5""";

    private Correlation() {}
}
