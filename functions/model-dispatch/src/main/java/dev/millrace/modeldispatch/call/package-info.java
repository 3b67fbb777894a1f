/** One call from its request to its answer: screened, decided, paid for, asked, restored, booked. */
@NullMarked
package dev.millrace.modeldispatch.call;

import org.jspecify.annotations.NullMarked;
