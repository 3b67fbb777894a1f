/** Azure DevOps against the forge: the contract of all hosts, and what is special to this one. */
@NullMarked
package dev.millrace.codehosts.ado;

import org.jspecify.annotations.NullMarked;
