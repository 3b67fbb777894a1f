package dev.millrace.forge.git;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/** Who wrote or committed something, and when. */
public record Signature(String name, String mail, Instant at) {

    static Signature of(PersonIdent ident) {
        return new Signature(ident.getName(), ident.getEmailAddress(), ident.getWhenAsInstant());
    }

    /** As JGit wants it. */
    public PersonIdent ident() {
        return new PersonIdent(name, mail, at, ZoneOffset.UTC);
    }
}
