package dev.millrace.modeldispatch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Alias;
import dev.millrace.modeldispatch.route.Routes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The models that a key may ask for. */
@Singleton
class ModelList {

    private final Routes routes;

    ModelList(Routes routes) {
        this.routes = routes;
    }

    ObjectNode all(ApiKey key) {
        ObjectNode list = Json.object().put("object", "list");
        var data = list.putArray("data");
        routes.table().aliases().stream()
                .map(Alias::name)
                .filter(key::allowsModel)
                .map(ModelList::model)
                .forEach(data::add);
        return list;
    }

    Optional<ObjectNode> one(String alias, ApiKey key) {
        return routes.table()
                .alias(alias)
                .map(Alias::name)
                .filter(key::allowsModel)
                .map(ModelList::model);
    }

    private static ObjectNode model(String alias) {
        return Json.object()
                .put("id", alias)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "millrace");
    }
}
