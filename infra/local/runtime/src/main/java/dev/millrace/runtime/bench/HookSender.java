package dev.millrace.runtime.bench;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.tenants.TenantFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Posts Azure DevOps hooks of one tenant. */
public final class HookSender implements AutoCloseable {

    /** Whose hooks they are. */
    static final String TENANT = "bench";

    /** As large as a real hook of a work item, about 3 kB. */
    private static final String FILLER = "The quick brown fox jumps over the lazy dog. ".repeat(55);

    private final HttpClient http;
    private final String authorization;
    private final String tags;

    /**
     * @param connections at most so many requests at a time
     * @param asks whether the hooks ask for work, so that each starts a workflow
     */
    public HookSender(Vertx vertx, String secret, int connections, boolean asks) {
        this.tags = asks ? "millrace" : "";
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setConnectTimeout(2_000));
        String pair = "bench:" + secret;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Registers the tenant and returns its hook's secret. */
    public static String register(SpawnedHouse house) {
        var files = new TenantFiles(house.tenants(), house.secrets().folder("hook-secrets"));
        var wanted = new TenantFiles.Wanted(
                new TenantId(TENANT), null, HookKind.ADO, "ado", List.of(), List.of(), List.of());
        return files.add(wanted).secret();
    }

    /** Posts a hook; the answer is its status. */
    public Future<Integer> post(SpawnedHouse house, String id) {
        RequestOptions request = Post.to(house.gateway() + "/hooks/" + TENANT + "/ado")
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/json; charset=utf-8");
        return Post.status(http, request, Buffer.buffer(body(id)));
    }

    @Override
    public void close() {
        http.close();
    }

    private String body(String id) {
        return """
            {"id":"%s","eventType":"workitem.created","publisherId":"tfs","resource":{"id":%d,"rev":1,"fields":{
            "System.TeamProject":"Fabrikam","System.WorkItemType":"Task","System.State":"New",
            "System.Title":"Add a flag","System.Tags":"%s","System.Description":"%s"},
            "url":"https://dev.azure.com/fabrikam/_apis/wit/workItems/1"},"resourceVersion":"1.0"}""".formatted(id, id.hashCode() & Integer.MAX_VALUE, tags, FILLER);
    }
}
