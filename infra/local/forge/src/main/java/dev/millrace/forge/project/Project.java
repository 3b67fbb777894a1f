package dev.millrace.forge.project;

import dev.millrace.forge.people.Guid;
import dev.millrace.forge.store.Kind;
import java.time.Instant;

/** What Azure DevOps calls a project, GitHub an owner and GitLab a group. */
public record Project(long number, String name, String description, Instant created) {

    public static final Kind<Project> KIND = Kind.numbered("project", Project.class, Project::number);

    public String guid() {
        return Guid.of("project", number);
    }
}
