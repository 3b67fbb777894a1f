package dev.millrace.contracts.content;

/**
 * The statements over the table of content, which all that read or write content share. Parameters are PostgreSQL's own;
 * the first two are tenant and digest, and row-level security lets only the transaction's tenant pass.
 */
public final class ContentTable {

    /** Tenant, digest, nonce, sealed, seconds to keep it. */
    public static final String PUT = """
        INSERT INTO content.contents (tenant, digest, nonce, sealed, expires_at)
        VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second')
        ON CONFLICT (tenant, digest) DO UPDATE SET expires_at = greatest(contents.expires_at, excluded.expires_at)""";

    /** Tenant, digest: {@code nonce} and {@code sealed}. */
    public static final String GET = """
        SELECT nonce, sealed FROM content.contents WHERE tenant = $1 AND digest = $2 AND expires_at > now()""";

    private ContentTable() {}
}
