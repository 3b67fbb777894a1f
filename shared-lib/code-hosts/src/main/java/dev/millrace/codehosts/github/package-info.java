/**
 * GitHub and GitHub Enterprise Server: REST version 2022-11-28, and GraphQL for the two things that REST lacks (leaving
 * draft, the name of an installed app). {@link dev.millrace.codehosts.github.GithubHost} opens it; there is a class for
 * each part of the port, and views that translate JSON.
 */
@NullMarked
package dev.millrace.codehosts.github;

import org.jspecify.annotations.NullMarked;
