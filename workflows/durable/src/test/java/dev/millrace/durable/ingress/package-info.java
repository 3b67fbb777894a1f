@NullMarked
package dev.millrace.durable.ingress;

import org.jspecify.annotations.NullMarked;
