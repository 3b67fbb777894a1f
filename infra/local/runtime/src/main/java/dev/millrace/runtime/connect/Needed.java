package dev.millrace.runtime.connect;

import dev.millrace.contracts.tenant.HookKind;

/** What each host calls the rights of a token. */
public final class Needed {

    private Needed() {}

    static String toRead(HookKind kind, String what) {
        return switch (kind) {
            case ADO ->
                "check the project's name, and give the token the scopes Code, Work Items and Build (" + what + ")";
            case GITHUB ->
                "check owner/name, and give the token Contents, Issues, Pull requests and Actions of it (" + what + ")";
            case GITLAB ->
                "check group/name, and give the token the scope api and its owner the role Developer (" + what + ")";
            case CLOUDEVENTS -> "CloudEvents need no token";
        };
    }

    static String toWrite(HookKind kind) {
        return switch (kind) {
            case ADO -> "the token needs Code (read, write), Work Items (read, write), Build (read, execute)";
            case GITHUB ->
                "the token needs Contents, Issues, Pull requests, Commit statuses and Actions (read and write)";
            case GITLAB -> "the token needs the scope api, its owner the role Developer";
            case CLOUDEVENTS -> "CloudEvents need no token";
        };
    }

    /** To have the host post by itself. */
    public static String toRegister(HookKind kind) {
        return switch (kind) {
            case ADO -> "the account must be a project administrator, or have 'Edit subscriptions' for service hooks";
            case GITHUB -> "the token needs Webhooks (read and write), its owner must administer the repository";
            case GITLAB -> "the token's owner needs the role Maintainer";
            case CLOUDEVENTS -> "CloudEvents need no token";
        };
    }
}
