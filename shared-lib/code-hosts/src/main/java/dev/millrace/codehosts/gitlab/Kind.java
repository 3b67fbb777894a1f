package dev.millrace.codehosts.gitlab;

/** What changes in a repository that others want to know. */
enum Kind {
    ISSUE("issues", "Issue Hook"),
    MERGE_REQUEST("merge_requests", "Merge Request Hook"),
    PIPELINE("pipelines", "Pipeline Hook");

    private final String list;
    private final String event;

    Kind(String list, String event) {
        this.list = list;
        this.event = event;
    }

    /** As its path is called. */
    String list() {
        return list;
    }

    /** As hooks name it in their header. */
    String event() {
        return event;
    }
}
