/**
 * Container images of what was built, as OCI tarballs, without a daemon. The JVM refuses an AOT cache that another build
 * of the JDK made, and may refuse one whose jars bear other times: so an image holds the very JDK that trained the
 * caches, and every file keeps its time.
 */
@NullMarked
package dev.millrace.images;

import org.jspecify.annotations.NullMarked;
