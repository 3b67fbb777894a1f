/** Generated text meets what people have made of it since: their lines stay. */
@NullMarked
package dev.millrace.docsupdate.merge;

import org.jspecify.annotations.NullMarked;
