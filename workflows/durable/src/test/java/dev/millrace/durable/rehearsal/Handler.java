package dev.millrace.durable.rehearsal;

/** What a function does with a command. Doing nothing is silence. */
@FunctionalInterface
public interface Handler<C> {

    void handle(C command, Reply reply);
}
