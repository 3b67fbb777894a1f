/** What happens to a ticket, heard in the events of the platform and told in words. */
@NullMarked
package dev.millrace.runtime.demo.story;

import org.jspecify.annotations.NullMarked;
