package dev.millrace.engine.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** DBOS Transact with the same workflows on the same server, for comparison. */
final class DbosBench {

    private static final int CONNECTIONS = 16;

    private DbosBench() {}

    /** What DBOS wants workflows to be declared in. */
    public interface Chains {

        int chain(int length);
    }

    /** So many sequential steps. */
    public static final class StepChains implements Chains {

        private final DBOS dbos;

        StepChains(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "chain")
        public int chain(int length) {
            int value = 0;
            for (int i = 0; i < length; i++) {
                int input = value;
                value = dbos.runStep(() -> input + 1, "plusOne");
            }
            return value;
        }
    }

    static String measure(BenchDatabase database) throws Exception {
        var pool = new HikariConfig();
        pool.setJdbcUrl(database.url("dbos"));
        pool.setUsername("engine");
        pool.setPassword("test");
        pool.setMaximumPoolSize(CONNECTIONS);
        try (var connections = new HikariDataSource(pool);
                var dbos = new DBOS(
                        DBOSConfig.defaults("bench").withDataSource(connections).withAppVersion("1"))) {
            Chains chains = dbos.registerProxy(Chains.class, new StepChains(dbos));
            dbos.launch();
            try {
                dbos.startWorkflow(() -> chains.chain(EngineBench.ACTIVITIES)).getResult();
                return EngineBench.rate("DBOS Transact " + DBOS.version(), run(dbos, chains));
            } finally {
                dbos.shutdown();
            }
        }
    }

    private static long run(DBOS dbos, Chains chains) throws Exception {
        long start = System.nanoTime();
        try (var callers = Executors.newFixedThreadPool(2 * CONNECTIONS)) {
            var started = new ArrayList<Future<WorkflowHandle<Integer, RuntimeException>>>();
            for (int i = 0; i < EngineBench.WORKFLOWS; i++) {
                started.add(callers.submit(() ->
                        dbos.<Integer, RuntimeException>startWorkflow(() -> chains.chain(EngineBench.ACTIVITIES))));
            }
            for (var handle : started) {
                if (handle.get().getResult() != EngineBench.ACTIVITIES) {
                    throw new IllegalStateException("A workflow came to a wrong result");
                }
            }
        }
        return System.nanoTime() - start;
    }
}
