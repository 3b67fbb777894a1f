/** The Broker, its Triggers and how they want to be served: read from the manifests, checked, ready to use. */
@NullMarked
package dev.millrace.runtime.broker.topology;

import org.jspecify.annotations.NullMarked;
