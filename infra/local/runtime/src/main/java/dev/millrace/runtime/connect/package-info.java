/**
 * Joins a real project to the platform: asks what a token may do, writes the registry entry and the secrets, and either
 * has the code host post its hooks, or, where the host cannot reach the platform, asks for them and posts them itself.
 * Nothing here understands a hook; that is the hook door's part.
 */
@NullMarked
package dev.millrace.runtime.connect;

import org.jspecify.annotations.NullMarked;
