package dev.millrace.approval.signin;

import dev.millrace.approval.Approval;
import dev.millrace.platform.tenancy.Directories;
import jakarta.inject.Singleton;

/** Says who a visitor is, as far as a question's team wants to know, by the tenant's directory as it is. */
@Singleton
public class Identities {

    private final Directories directories;
    private final Sessions sessions;
    private final SignIn signIn;

    Identities(Directories directories, Sessions sessions, SignIn signIn) {
        this.directories = directories;
        this.sessions = sessions;
        this.signIn = signIn;
    }

    /**
     * @param person whose link they came with
     * @param session the cookie that they brought, empty for none
     */
    public Identity of(Approval approval, String person, String session) {
        if (!approval.signIn()) {
            return new Identity.LinkHolder();
        }
        if (!signIn.isPossible()) {
            return new Identity.Unverifiable();
        }
        return sessions.account(session)
                .map(account -> identity(approval, person, account))
                .orElseGet(Identity.Stranger::new);
    }

    private Identity identity(Approval approval, String person, Account account) {
        boolean known = directories
                .find(approval.tenant())
                .flatMap(directory -> directory.person(person))
                .filter(account::isOf)
                .isPresent();
        return known ? new Identity.Known() : new Identity.Other(account.label());
    }
}
