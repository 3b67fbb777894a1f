package dev.millrace.runtime.demo.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.Forge;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Shop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies at the code host, for whoever does not believe the platform. It reads pull requests and comments as Ada sees
 * them in Azure DevOps, whichever kind of host the platform works with: the forge shows the same to all.
 */
public final class Witness {

    private static final String API = "?api-version=7.1";

    private final ForgeDoor forge;
    private final Shop shop;

    public Witness(ForgeDoor forge, Shop shop) {
        this.forge = forge;
        this.shop = shop;
    }

    /** @param source branch, without {@code refs/heads/} */
    record Pull(long number, String source, String status, String title) {

        boolean isOf(long ticket) {
            return source.startsWith("millrace/" + ticket + "-");
        }

        boolean isChangelog() {
            return source.equals("millrace/docs");
        }
    }

    /** All pull requests, whatever became of them. */
    public List<Pull> pulls() throws IOException, InterruptedException {
        JsonNode found =
                read("git/repositories/" + shop.name() + "/pullrequests", "&searchCriteria.status=all&$top=1000");
        List<Pull> pulls = new ArrayList<>();
        for (JsonNode pull : found.path("value")) {
            pulls.add(new Pull(
                    pull.path("pullRequestId").asLong(),
                    pull.path("sourceRefName").asText().replaceFirst("^refs/heads/", ""),
                    pull.path("status").asText(),
                    pull.path("title").asText()));
        }
        return pulls;
    }

    /** What is written on a ticket. */
    public List<String> comments(long ticket) throws IOException, InterruptedException {
        List<String> comments = new ArrayList<>();
        read("wit/workItems/" + ticket + "/comments", "-preview.4&$top=200")
                .path("comments")
                .forEach(comment -> comments.add(comment.path("text").asText()));
        return comments;
    }

    /** The repository as Git has it. */
    public GitCopy git() throws IOException {
        return GitCopy.of(shop.git(), forge.token(Team.AUTHOR));
    }

    private JsonNode read(String path, String query) throws IOException, InterruptedException {
        return forge.get(Team.AUTHOR, Forge.ado(forge.base()) + "/" + shop.name() + "/_apis/" + path + API + query);
    }
}
