/**
 * Azure DevOps Services and Server by its REST API 7.1 (comments on work items: 7.1-preview.4, connection data:
 * 7.1-preview). {@link AdoHost} opens it. Each part of the port is a class that makes the calls; translation of what is
 * answered is apart in pure functions.
 */
@NullMarked
package dev.millrace.codehosts.ado;

import org.jspecify.annotations.NullMarked;
