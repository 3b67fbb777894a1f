package dev.millrace.runtime.cli.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.transparency.export.Verification;
import org.jspecify.annotations.Nullable;

/**
 * A verification for scripts.
 *
 * @param broken name of what was found, missing when the export is intact
 * @param size entries, missing when the export is broken
 * @param root Merkle tree hash in base64, missing when the export is broken
 * @param contents entries whose content was checked, missing when the export is broken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(
        boolean intact,
        @Nullable String broken,
        @Nullable Long size,
        @Nullable String root,
        @Nullable Long contents,
        String sentence) {

    static Finding of(Verification verification) {
        return switch (verification) {
            case Verification.Intact it ->
                new Finding(true, null, it.size(), it.root().base64(), it.contents(), it.sentence());
            case Verification.Broken it ->
                new Finding(false, it.getClass().getSimpleName(), null, null, null, it.sentence());
        };
    }

    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A finding is always writable", e);
        }
    }
}
