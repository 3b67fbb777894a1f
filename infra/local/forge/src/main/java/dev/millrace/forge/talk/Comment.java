package dev.millrace.forge.talk;

import java.time.Instant;

/** @param parent number of the comment that it answers; 0 for none */
public record Comment(
        long number, long parent, String author, String text, Instant created, Instant changed, boolean deleted) {

    public Comment withText(String next, Instant at) {
        return new Comment(number, parent, author, next, created, at, deleted);
    }

    public Comment gone(Instant at) {
        return new Comment(number, parent, author, text, created, at, true);
    }
}
