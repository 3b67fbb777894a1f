/** What the engine keeps, as a port: who may write, what is written in one transaction, and what can be read. Every adapter passes one contract test. */
@NullMarked
package dev.millrace.engine.store;

import org.jspecify.annotations.NullMarked;
