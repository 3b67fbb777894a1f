package dev.millrace.contracts;

/**
 * Where a Git repository lives.
 *
 * @param host name of the host binding in the tenant's registry entry
 * @param project Azure DevOps project; GitHub owner; GitLab group path
 */
public record RepositoryRef(String host, String project, String name) {}
