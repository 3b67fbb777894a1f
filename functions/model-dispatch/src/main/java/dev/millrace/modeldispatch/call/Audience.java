package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.upstream.StreamReader.Chunk;

/** Who listens to a streamed answer. One of {@link #end} and {@link #cut} comes last, unless the caller hangs up. */
public interface Audience {

    void chunk(Chunk chunk);

    /** Nothing more has come for now. */
    void flush();

    void end();

    /** The answer breaks off. */
    void cut(Refusal refusal);
}
