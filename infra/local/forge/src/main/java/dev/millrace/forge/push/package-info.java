/** What moved in a repository, however it moved. */
@NullMarked
package dev.millrace.forge.push;

import org.jspecify.annotations.NullMarked;
