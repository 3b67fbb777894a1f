/** Azure DevOps Services and Server, REST API 7.1. */
@NullMarked
package dev.millrace.codehosts.ado;

import org.jspecify.annotations.NullMarked;
