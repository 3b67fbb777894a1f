package dev.millrace.runtime.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a child in a data directory, says its id, and waits to be killed. */
final class SleeperRuntimeMain {

    private SleeperRuntimeMain() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        FunctionProcess child =
                FunctionProcess.start(ProcessTableTest.sleeper(data), ProcessTable.open(data), Session.ofSystem());
        System.out.println(child.pid());
        new CountDownLatch(1).await();
    }
}
