/** Tests without a container. */
@NullMarked
package dev.millrace.docsupdate.page;

import org.jspecify.annotations.NullMarked;
