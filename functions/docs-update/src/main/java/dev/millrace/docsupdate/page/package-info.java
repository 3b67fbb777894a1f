/** The pages of the documentation: changelog, release notes, decision records, sections of the README. */
@NullMarked
package dev.millrace.docsupdate.page;

import org.jspecify.annotations.NullMarked;
