/**
 * A stand-in for Azure DevOps, GitHub and GitLab: one core model on real Git, and one package per vendor that translates
 * it. Starts as a plain program or inside a test.
 */
@NullMarked
package dev.millrace.forge;

import org.jspecify.annotations.NullMarked;
