/** Tests without a container. */
@NullMarked
package dev.millrace.docsupdate.merge;

import org.jspecify.annotations.NullMarked;
