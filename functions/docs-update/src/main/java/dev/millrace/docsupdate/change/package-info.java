/** What a stretch of history means to users: commits become changes, changes become the next version. */
@NullMarked
package dev.millrace.docsupdate.change;

import org.jspecify.annotations.NullMarked;
