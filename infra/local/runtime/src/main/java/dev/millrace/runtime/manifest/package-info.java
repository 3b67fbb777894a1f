/** The cluster's YAML as records: what is written here is what the local runtime honours. */
@NullMarked
package dev.millrace.runtime.manifest;

import org.jspecify.annotations.NullMarked;
