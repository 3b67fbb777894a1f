/**
 * The one public door. It shows exactly the paths that the HTTPRoutes name and nothing else: no event root, no health
 * page, no broker. Bodies stream through in both directions.
 */
@NullMarked
package dev.millrace.runtime.gateway;

import org.jspecify.annotations.NullMarked;
