/** How content is sealed that travels by reference: whoever shares the content store shares this. */
@NullMarked
package dev.millrace.contracts.content;

import org.jspecify.annotations.NullMarked;
