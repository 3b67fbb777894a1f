/** From an event to the instance that waits for it: by its id, by a build, by a pull request, by a ticket. */
@NullMarked
package dev.millrace.host.ingress;

import org.jspecify.annotations.NullMarked;
