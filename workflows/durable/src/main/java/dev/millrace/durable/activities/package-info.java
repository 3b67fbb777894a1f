/**
 * Activities: what prepares questions to models and reads their answers. Everything large or confidential lies in the
 * content store, so histories hold references. Safe to run twice: the same content has the same reference.
 */
@NullMarked
package dev.millrace.durable.activities;

import org.jspecify.annotations.NullMarked;
