/** Where orchestrators and activities run: bounded pools in this process, or workers that ask for work. */
@NullMarked
package dev.millrace.engine.work;

import org.jspecify.annotations.NullMarked;
