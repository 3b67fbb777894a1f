/** What operators may ask the running house: its status, its metrics, its events and the stories that they tell. On the inner port only, with their token. */
@NullMarked
package dev.millrace.runtime.operator;

import org.jspecify.annotations.NullMarked;
