package dev.millrace.runtime.house;

/** Hears how a long start goes on. */
public interface Progress {

    /** The next part is being started. */
    void step(String name);

    /** Something worth knowing. */
    void note(String sentence);

    /** For those who do not care. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void step(String name) {}

            @Override
            public void note(String sentence) {}
        };
    }
}
