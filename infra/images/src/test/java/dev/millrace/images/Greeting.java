package dev.millrace.images;

import java.util.stream.IntStream;

/** What the tests pack: it loads enough classes for a cache to matter. */
public final class Greeting {

    private Greeting() {}

    public static void main(String[] args) {
        System.out.println("hello " + IntStream.range(0, 4).sum());
    }
}
