package dev.millrace.docsupdate.page;

import java.util.List;
import java.util.Optional;

/** Texts as they were generated, before people changed them. */
public interface Bases {

    /** Empty when it was forgotten: then every line counts as people's. */
    Optional<List<String>> find(String key);

    /**
     * Keeps a text; one that is there already stays.
     *
     * @return its key: 32 hexadecimal digits that follow from the text
     */
    String keep(List<String> lines);
}
