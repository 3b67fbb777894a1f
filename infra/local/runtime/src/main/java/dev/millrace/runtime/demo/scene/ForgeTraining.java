package dev.millrace.runtime.demo.scene;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.demo.verdict.Witness;
import dev.millrace.runtime.journey.Child;
import dev.millrace.runtime.journey.ForgeProcess;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.TicketDesk;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a forge run once, so that it starts from an AOT cache afterwards. */
public final class ForgeTraining {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int ANY_PORT = 0;

    private ForgeTraining() {}

    /**
     * Leaves the cache beside the runtime's jar, unless there is one or it could not be used.
     *
     * @param folder for the forge's data and log
     * @return whether there is a new cache
     */
    public static boolean run(Path folder) throws IOException, InterruptedException {
        @Nullable Path cache = ForgeProcess.cache();
        if (cache == null || Files.exists(cache)) {
            return false;
        }
        Path data = folder.resolve("forge");
        List<String> command = ForgeProcess.command(List.of("-XX:AOTCacheOutput=" + cache), data, ANY_PORT, Shop.TILLS);
        try (Child forge = Child.start("forge", command, Map.of(), folder.resolve("forge.log"))) {
            use(await(forge, data));
        }
        return Files.exists(cache);
    }

    private static ForgeDoor await(Child forge, Path data) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < START.toNanos()) {
            Optional<ForgeDoor> door = ForgeDoor.open(data, Shop.TILLS, Team.ACCOUNTS);
            if (door.isPresent()) {
                return door.get();
            }
            forge.requireAlive();
            Thread.sleep(LOOK);
        }
        throw new IOException("The forge did not start within " + START.toSeconds() + " s");
    }

    private static void use(ForgeDoor door) throws IOException, InterruptedException {
        for (HookKind kind : List.of(HookKind.ADO, HookKind.GITHUB, HookKind.GITLAB)) {
            var shop = Shop.till(kind, door.base());
            long ticket = new TicketDesk(door, shop).file("Training", "Nothing is to be done.");
            var witness = new Witness(door, shop);
            witness.comments(ticket);
            witness.pulls();
            witness.git().close();
        }
    }
}
