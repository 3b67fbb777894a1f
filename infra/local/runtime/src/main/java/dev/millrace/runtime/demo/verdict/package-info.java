/** Whether it is true, asked where the result lies: at the host, in the ledger, in the audit log. */
@NullMarked
package dev.millrace.runtime.demo.verdict;

import org.jspecify.annotations.NullMarked;
