/** What the demo plays in: a platform and a forge as processes, a tenant, and a project that is connected. */
@NullMarked
package dev.millrace.runtime.demo.scene;

import org.jspecify.annotations.NullMarked;
