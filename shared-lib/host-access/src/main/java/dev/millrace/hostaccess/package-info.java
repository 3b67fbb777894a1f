/**
 * The code hosts of the tenants for the rooms that hold their credentials: which ones a tenant's registry entry lets us
 * work on, and what a host's "no" means to an event.
 */
@NullMarked
package dev.millrace.hostaccess;

import org.jspecify.annotations.NullMarked;
