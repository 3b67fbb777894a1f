/**
 * The local stand-in for Kubernetes Secrets: one folder per secret, one file per key, readable by its owner alone. A
 * secret that nobody provides is made up once, so that a laptop needs no preparation.
 */
@NullMarked
package dev.millrace.runtime.secrets;

import org.jspecify.annotations.NullMarked;
