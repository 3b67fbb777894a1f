package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.directory.Person;
import dev.millrace.platform.tenancy.Directories;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** To whom people may hand their say on, by the tenant's directory as it is. */
@Singleton
public class Substitutes {

    private final Directories directories;

    Substitutes(Directories directories) {
        this.directories = directories;
    }

    /** By their names. */
    public List<Person> of(Asked asked) {
        return Electorate.substitutes(directories.find(asked.approval().tenant()), asked).stream()
                .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
                .toList();
    }

    public boolean contain(Asked asked, String person) {
        return of(asked).stream().anyMatch(each -> each.id().equals(person));
    }
}
