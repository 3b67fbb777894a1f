package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** How clients find out which paths there are and who they are. */
final class Discovery {

    private final Core core;
    private final List<Location> locations = locations();

    Discovery(Core core) {
        this.core = core;
    }

    void register(Router routes) {
        routes.add("OPTIONS", "{org}/_apis", call -> options(""))
                .add("OPTIONS", "{org}/_apis/{area}", call -> options(call.at("area")))
                .get(
                        "{org}/_apis/ResourceAreas",
                        call -> Reply.ok(Json.object().put("count", 0).putNull("value")))
                .get("{org}/_apis/connectionData", this::connectionData);
    }

    private record Location(String area, String resource, String id, String template) {

        static Location read(String line) {
            String[] words = line.split(" ", 4);
            return new Location(words[0], words[1], words[2], words[3]);
        }

        ObjectNode view() {
            return Json.object()
                    .put("id", id)
                    .put("area", area)
                    .put("resourceName", resource)
                    .put("routeTemplate", template)
                    .put("resourceVersion", 10)
                    .put("minVersion", "1.0")
                    .put("maxVersion", "7.2")
                    .put("releasedVersion", "7.1");
        }
    }

    private Reply options(String area) {
        return Site.list(
                locations.stream()
                        .filter(location -> area.isEmpty() || location.area().equalsIgnoreCase(area))
                        .toList(),
                Location::view);
    }

    private Reply connectionData(Call call) {
        Site site = Site.of(core, call);
        ObjectNode user = Json.object()
                .put("id", call.by().guid())
                .put(
                        "descriptor",
                        "Microsoft.IdentityModel.Claims.ClaimsIdentity;"
                                + call.by().mail())
                .put("subjectDescriptor", "aad." + call.by().guid())
                .put("providerDisplayName", call.by().name())
                .put("isActive", true)
                .put("resourceVersion", 2)
                .put("metaTypeId", 0);
        user.putObject("properties")
                .putObject("Account")
                .put("$type", "System.String")
                .put("$value", call.by().login());
        ObjectNode data = Json.object()
                .put("instanceId", Site.collection())
                .put("deploymentId", Site.collection())
                .put("deploymentType", "hosted");
        data.set("authenticatedUser", user);
        data.set("authorizedUser", user.deepCopy());
        data.putObject("locationServiceData")
                .put("serviceOwner", "00025394-6065-48ca-87d9-7f5672854ef7")
                .put("defaultAccessMappingMoniker", "PublicAccessMapping")
                .put("lastChangeId", 1)
                .put("clientCacheFresh", false)
                .put("clientCacheTimeToLive", 3600)
                .put("webApplicationRelativeDirectory", site.base());
        return Reply.ok(data);
    }

    private static List<Location> locations() {
        try (InputStream in =
                Objects.requireNonNull(Discovery.class.getResourceAsStream("locations.txt"), "locations.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Location::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
