/** GitHub and GitHub Enterprise Server, REST API 2022-11-28 and the little GraphQL that REST lacks. */
@NullMarked
package dev.millrace.codehosts.github;

import org.jspecify.annotations.NullMarked;
