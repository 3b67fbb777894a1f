/** From an event to the instance that it is for, as every host of these workflows decides it. */
@NullMarked
package dev.millrace.durable.ingress;

import org.jspecify.annotations.NullMarked;
