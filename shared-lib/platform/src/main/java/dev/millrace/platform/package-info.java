/** What every function is made of. A function adds its policy and its effect, and nothing of what stands here. */
@NullMarked
package dev.millrace.platform;

import org.jspecify.annotations.NullMarked;
