/**
 * A Durable Task engine: build an {@link dev.millrace.engine.Engine} on a store, register orchestrators and activities
 * in the SDK's own types, start it, and talk to instances through its {@link dev.millrace.engine.EngineClient}.
 */
@NullMarked
package dev.millrace.engine;

import org.jspecify.annotations.NullMarked;
