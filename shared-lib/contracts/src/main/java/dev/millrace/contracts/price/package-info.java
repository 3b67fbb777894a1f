/** What things cost, as the price book says: the same for who admits a call and for who books it. */
@NullMarked
package dev.millrace.contracts.price;

import org.jspecify.annotations.NullMarked;
