package dev.millrace.forge.policy;

import java.util.Arrays;
import java.util.Optional;

/** The sorts of policies that are known, under the UUIDs that Azure DevOps gives them. */
public enum PolicyType {
    MINIMUM_REVIEWERS("fa4e907d-c16b-4a4c-9dfa-4906e5d171dd", "Minimum number of reviewers"),
    BUILD("0609b952-1397-4640-95ec-e00a01b2c241", "Build"),
    STATUS("cbdc66da-9728-4af8-aada-9a5a32e4a226", "Status"),
    REQUIRED_REVIEWERS("fd2167ab-b0be-447a-8ec8-39368250530e", "Required reviewers"),
    WORK_ITEMS("40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e", "Work item linking"),
    COMMENTS("c6a1889d-b943-4856-b76f-9e46bb6b0df2", "Comment requirements");

    private final String guid;
    private final String displayName;

    PolicyType(String guid, String displayName) {
        this.guid = guid;
        this.displayName = displayName;
    }

    public String guid() {
        return guid;
    }

    public String displayName() {
        return displayName;
    }

    public static Optional<PolicyType> of(String guid) {
        return Arrays.stream(values())
                .filter(type -> type.guid.equalsIgnoreCase(guid))
                .findFirst();
    }
}
