/**
 * GitLab 15.6 and later, gitlab.com included: REST API v4 as its handbook documents it under {@code doc/api}, and
 * webhooks as under {@code doc/user/project/integrations}. What GitLab calls a project is a repository here, and its
 * group a project.
 *
 * <p>GitLab has no commit that only succeeds at a given head. {@link
 * dev.millrace.codehosts.gitlab.GitlabRepositories#push} says what that means. And GitLab's Git servers, as they are delivered,
 * turn the CRLF line ends of a text into LF when they make a commit.
 */
@NullMarked
package dev.millrace.codehosts.gitlab;

import org.jspecify.annotations.NullMarked;
