/**
 * The workflows as Azure functions. {@link dev.millrace.azure.Orchestrators} and {@link dev.millrace.azure.Activities} are
 * what the Durable extension calls; {@link dev.millrace.azure.EventFunction} takes CloudEvents, {@link
 * dev.millrace.azure.StatusFunction} shows instances; {@link dev.millrace.azure.Room} is what they share in a process.
 */
@NullMarked
package dev.millrace.azure;

import org.jspecify.annotations.NullMarked;
