/**
 * What people hold: links that are theirs alone, and the forms of pages that were made for such a link. Both are signed
 * (HMAC-SHA256), so that nothing is kept for them, and both expire.
 */
@NullMarked
package dev.millrace.approval.link;

import org.jspecify.annotations.NullMarked;
