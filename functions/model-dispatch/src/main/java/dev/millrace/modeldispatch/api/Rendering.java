package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.call.Refusal;
import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;
import io.vertx.core.buffer.Buffer;

/** How one answer looks on the wire. For one answer, for one thread. */
interface Rendering {

    Buffer whole(Buffer answer);

    Buffer chunk(Chunk chunk);

    Buffer end();

    Buffer cut(Refusal refusal);

    static Buffer data(JsonNode json) {
        return Buffer.buffer("data: ").appendBuffer(Json.bytes(json)).appendString("\n\n");
    }

    /** As the answer is. */
    Rendering PLAIN = new Rendering() {

        private static final Buffer NOTHING = Buffer.buffer();

        @Override
        public Buffer whole(Buffer answer) {
            return answer;
        }

        @Override
        public Buffer chunk(Chunk chunk) {
            return chunk.raw() == null ? data(chunk.tree()) : chunk.raw();
        }

        @Override
        public Buffer end() {
            return NOTHING;
        }

        @Override
        public Buffer cut(Refusal refusal) {
            return data(refusal.json());
        }
    };

    /** Chat Completions, whose streams end with {@code [DONE]}. */
    Rendering CHAT = new Rendering() {

        private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

        @Override
        public Buffer whole(Buffer answer) {
            return answer;
        }

        @Override
        public Buffer chunk(Chunk chunk) {
            return PLAIN.chunk(chunk);
        }

        @Override
        public Buffer end() {
            return DONE;
        }

        @Override
        public Buffer cut(Refusal refusal) {
            return data(refusal.json());
        }
    };
}
