@NullMarked
package dev.millrace.codehosts.http;

import org.jspecify.annotations.NullMarked;
