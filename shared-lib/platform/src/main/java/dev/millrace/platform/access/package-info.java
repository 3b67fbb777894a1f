/** Who may ask: operators by a token here, people and systems by OIDC in a cluster. */
@NullMarked
package dev.millrace.platform.access;

import org.jspecify.annotations.NullMarked;
