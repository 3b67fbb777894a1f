/** Tests without a container. */
@NullMarked
package dev.millrace.docsupdate.change;

import org.jspecify.annotations.NullMarked;
