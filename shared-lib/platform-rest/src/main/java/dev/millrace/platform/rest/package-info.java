/** An HTTP API for operators: who may use it, and how it says that something is wrong. */
@NullMarked
package dev.millrace.platform.rest;

import org.jspecify.annotations.NullMarked;
