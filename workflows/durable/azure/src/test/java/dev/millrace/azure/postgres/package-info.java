@NullMarked
package dev.millrace.azure.postgres;

import org.jspecify.annotations.NullMarked;
