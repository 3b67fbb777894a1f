/**
 * Signing in with OpenID Connect (authorization code flow with PKCE), where a team demands it. Nothing is kept: what goes
 * between the steps, and who signed in, lies signed in cookies of the person's own browser. Nothing of it runs, and no
 * provider is asked, before somebody signs in.
 */
@NullMarked
package dev.millrace.approval.signin;

import org.jspecify.annotations.NullMarked;
