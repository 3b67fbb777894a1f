package dev.millrace.runtime.postgres;

import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.secrets.SecretStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Runs a server until it is killed: data directory, folder of the programs. */
final class PostgresRuntimeMain {

    private PostgresRuntimeMain() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        var secrets = new SecretStore(data.resolve("secrets"), new SecureRandom());
        new PostgresServer(data, new PostgresBinaries(Path.of(arguments[1])), secrets, new Ports(new Random())).start();
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
