package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;

/** Short ways to a situation. */
final class Ado {

    static final String ORG = "/ado/millrace";
    static final String REPO = ORG + "/shop/_apis/git/repositories/shop";
    static final String PULLS = REPO + "/pullrequests";
    static final String ITEMS = ORG + "/shop/_apis/wit/workitems";

    private Ado() {}

    static String head(TestForge forge, String branch) {
        return forge.get(REPO + "/refs?filter=heads/" + branch)
                .json()
                .at("/value/0/objectId")
                .asText();
    }

    /** Commits one edit to a branch that grows from main when it is new. */
    static TestForge.Answer push(TestForge forge, String branch, String change) {
        String old = head(forge, branch);
        return push(forge, branch, old.isEmpty() ? head(forge, "main") : old, change);
    }

    static TestForge.Answer push(TestForge forge, String branch, String old, String change) {
        return forge.post(
                REPO + "/pushes?api-version=7.1",
                "{'refUpdates':[{'name':'refs/heads/" + branch + "','oldObjectId':'" + old + "'}],"
                        + "'commits':[{'comment':'a change','changes':[" + change + "]}]}");
    }

    static String edit(String type, String path, String content) {
        return "{'changeType':'" + type + "','item':{'path':'" + path + "'},'newContent':{'content':'" + content
                + "','contentType':'rawtext'}}";
    }

    /** A branch with one new file and a draft pull request for it. */
    static JsonNode draft(TestForge forge, String branch) {
        push(forge, branch, edit("add", "/" + branch + ".txt", "text"));
        return open(forge, branch, true).json();
    }

    static TestForge.Answer open(TestForge forge, String branch, boolean draft) {
        return forge.post(
                PULLS + "?api-version=7.1",
                "{'sourceRefName':'refs/heads/" + branch + "','targetRefName':'refs/heads/main','title':'" + branch
                        + "','isDraft':" + draft + "}");
    }

    static TestForge.Answer complete(TestForge forge, JsonNode pull) {
        return forge.patch(
                PULLS + "/" + pull.path("pullRequestId").asLong(),
                "{'status':'completed','lastMergeSourceCommit':{'commitId':'"
                        + pull.at("/lastMergeSourceCommit/commitId").asText() + "'}}");
    }
}
