package dev.millrace.docsupdate.page;

import java.util.List;
import java.util.Optional;

/** The files that the documentation is written into. */
public interface Tree {

    List<String> paths();

    /** Empty when there is no such file, or it is no text. */
    Optional<String> read(String path);
}
