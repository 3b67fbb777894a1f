package dev.millrace.forge.http;

/** Answers a request, or throws {@link HttpProblem}. */
@FunctionalInterface
public interface Handler {

    Reply handle(Call call);
}
