/** The tenants' registry and team directories: folders of YAML files, ConfigMaps in a cluster, read again when they change. */
@NullMarked
package dev.millrace.platform.tenancy;

import org.jspecify.annotations.NullMarked;
