/** Content that is too large or too confidential for events: encrypted, retained for a while, erasable. */
@NullMarked
package dev.millrace.platform.content;

import org.jspecify.annotations.NullMarked;
