package dev.millrace.images;

import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Path;

/** What images stand on. Of it only a C library is needed: the smaller, the better. */
sealed interface Base {

    /** A registry's image, best named by its digest. */
    record Registry(String reference) implements Base {}

    /** A tarball, as {@code docker save} writes it. */
    record Tarball(Path file) implements Base {}

    /** @throws IllegalArgumentException when nothing is named */
    static Base of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Name the base image with -Dmillrace.image.base=REFERENCE or"
                    + " -Dmillrace.image.base=tar://FILE: any with a C library and no shell will do,"
                    + " such as the 'base' or 'cc' flavour of distroless, by its digest");
        }
        return name.startsWith("tar://") ? new Tarball(Path.of(name.substring("tar://".length()))) : new Registry(name);
    }

    /** Where building starts. */
    default JibContainerBuilder from() throws InvalidImageReferenceException {
        return switch (this) {
            case Registry(String reference) -> Jib.from(reference);
            case Tarball(Path file) -> Jib.from(TarImage.at(file));
        };
    }
}
