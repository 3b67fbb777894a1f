package dev.millrace.durable.activities;

import dev.millrace.contracts.ContentRef;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;

/** An owner's part of the content store. */
final class Shelf {

    private static final String JSON = "application/json";

    private final Contents contents;
    private final Owner owner;

    Shelf(Contents contents, Owner owner) {
        this.contents = contents;
        this.owner = owner;
    }

    byte[] bytes(ContentRef ref) {
        if (!ref.tenant().equals(owner.tenant())) {
            throw new IllegalArgumentException("The content belongs to another tenant than " + owner.tenant());
        }
        return contents.read(ref);
    }

    String text(ContentRef ref) {
        return new String(bytes(ref), StandardCharsets.UTF_8);
    }

    <T> T json(ContentRef ref, Class<T> type) {
        return Json.read(bytes(ref), type);
    }

    ContentRef putJson(byte[] json) {
        return contents.write(owner.tenant(), owner.classification(), JSON, json);
    }

    ContentRef putMarkdown(String markdown) {
        return contents.write(
                owner.tenant(), owner.classification(), "text/markdown", markdown.getBytes(StandardCharsets.UTF_8));
    }
}
