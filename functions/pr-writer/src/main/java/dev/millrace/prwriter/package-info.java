/** The room with the code hosts' credentials: reads tickets and files, writes comments, branches, commits, pull requests. */
@NullMarked
package dev.millrace.prwriter;

import org.jspecify.annotations.NullMarked;
