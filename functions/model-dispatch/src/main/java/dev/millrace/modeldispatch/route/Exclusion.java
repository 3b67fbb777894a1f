package dev.millrace.modeldispatch.route;

/** Why an upstream is not asked. */
public enum Exclusion {
    /** It may not have data of this classification. */
    CLASSIFICATION("classification", false),
    /** The tenant's data may not be sent to its region. */
    RESIDENCY("residency", false),
    /** It does not offer the operation. */
    CAPABILITY("capability", false),
    /** The price book does not have it. */
    NO_PRICE("no-price", false),
    /** It failed too often a moment ago. */
    OPEN_CIRCUIT("open-circuit", true),
    /** Its trial ended badly. */
    ROLLED_BACK("rolled-back", false);

    private final String wire;
    private final boolean passing;

    Exclusion(String wire, boolean passing) {
        this.wire = wire;
        this.passing = passing;
    }

    /** Whether it ends by itself. */
    public boolean isPassing() {
        return passing;
    }

    @Override
    public String toString() {
        return wire;
    }
}
