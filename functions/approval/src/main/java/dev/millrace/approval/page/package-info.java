/**
 * The page behind a person's link. Looking changes nothing but the record of who looked; a decision is posted with the
 * page's own form and becomes an event. Plain HTML, German or English, without scripts.
 */
@NullMarked
package dev.millrace.approval.page;

import org.jspecify.annotations.NullMarked;
