/** PostgreSQL over JDBC: the tables by which events find their instance, and the content that workflows share. */
@NullMarked
package dev.millrace.azure.postgres;

import org.jspecify.annotations.NullMarked;
