package dev.millrace.runtime.cli;

import java.net.URI;

/** The platform of the default data directory, looked up when somebody asks for it. */
final class NamedPlatform implements PlatformAccess {

    @Override
    public URI gateway() {
        return new DataOption().require().gateway();
    }

    @Override
    public String operatorToken() {
        return new DataOption().require().operatorToken();
    }
}
