/** The tenants' registry: a folder of YAML files, a ConfigMap in a cluster, read again when it changes. */
@NullMarked
package dev.millrace.platform.tenancy;

import org.jspecify.annotations.NullMarked;
