package dev.millrace.runtime.broker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.manifest.TriggerManifest;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerFilterTest {

    private static final Event EVENT = event(Map.of("subject", "orders/42", "tenant", "acme"));

    private static Event event(Map<String, String> more) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "myId");
        attributes.put("source", "https://example.com/shop");
        attributes.put("type", "dev.millrace.order.placed.v1");
        attributes.putAll(more);
        return new Event(attributes, Buffer.buffer());
    }

    private static EventFilter filter(String yaml) throws Exception {
        var spec = "broker: default\nsubscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: x}}\n";
        return TriggerFilter.compile(new YAMLMapper().readValue(spec + yaml, TriggerManifest.Spec.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "filters: []",
                "filter: {}",
                "filter: {attributes: {}}",
                "filter: {attributes: {type: dev.millrace.order.placed.v1, tenant: acme}}",
                "filter: {attributes: {type: ''}}",
                "filter: {attributes: {missing: ''}}",
                "filters: [{exact: {type: dev.millrace.order.placed.v1}}]",
                "filters: [{exact: {type: dev.millrace.order.placed.v1, tenant: acme}}]",
                "filters: [{prefix: {type: dev.millrace.}}]",
                "filters: [{suffix: {subject: '42'}}]",
                "filters: [{not: {exact: {tenant: other}}}]",
                "filters: [{not: {exact: {missing: x}}}]",
                "filters: [{any: [{exact: {tenant: other}}, {prefix: {source: 'https://'}}]}]",
                "filters: [{all: [{exact: {tenant: acme}}, {prefix: {source: 'https://'}}]}]",
                "filters: [{exact: {tenant: acme}}, {suffix: {type: .v1}}]",
                "filters: [{cesql: \"tenant = 'acme'\"}]",
                "filter: {attributes: {tenant: other}}\nfilters: [{exact: {tenant: acme}}]",
            })
    void wants(String yaml) throws Exception {
        assertThat(filter(yaml).matches(EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter: {attributes: {type: dev.millrace}}",
                "filter: {attributes: {type: dev.millrace.order.placed.v1, tenant: other}}",
                "filter: {attributes: {missing: x}}",
                "filters: [{exact: {tenant: acm}}]",
                "filters: [{exact: {tenant: acme, subject: other}}]",
                "filters: [{prefix: {missing: x}}]",
                "filters: [{suffix: {tenant: acm}}]",
                "filters: [{not: {exact: {tenant: acme}}}]",
                "filters: [{any: [{exact: {tenant: other}}, {prefix: {source: 'http://'}}]}]",
                "filters: [{all: [{exact: {tenant: acme}}, {prefix: {source: 'http://'}}]}]",
                "filters: [{exact: {tenant: acme}}, {suffix: {type: .v2}}]",
                "filters: [{cesql: \"missing = 'x'\"}]",
                "filter: {attributes: {tenant: acme}}\nfilters: [{exact: {tenant: other}}]",
            })
    void doesNotWant(String yaml) throws Exception {
        assertThat(filter(yaml).matches(EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source LIKE 'https://%' | true",
                "source LIKE 'http://%' | false",
                "tenant LIKE '_cme' | true",
                "id IN ('a', 'myId') | true",
                "type LIKE '%.v1' AND tenant <> 'other' | true",
                "EXISTS tenant | true",
                "EXISTS missing | false",
                "NOT EXISTS missing | true",
                "size > 10 | true",
                "size + 1 = 43 | true",
                "size / 0 = 1 | false",
                "important | true",
                "missing LIKE 'x%' | false",
                "ABS(-3) = 3 | true",
                "UPPER(tenant) = 'ACME' | true",
                "LEFT(subject, 6) = 'orders' | true",
                "'true' | true",
                "'text' | false",
                "unknown() | false"
            })
    void evaluatesCesqlAndTakesAnErrorForNo(String expression, boolean expected) throws Exception {
        // Given
        var event = event(Map.of("subject", "orders/42", "tenant", "acme", "size", "42", "important", "true"));
        var filter = filter("filters: [{cesql: \"" + expression + "\"}]");

        // When
        var matches = filter.matches(event);

        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    void namesTheFieldWhoseCesqlCannotBeParsed() {
        assertThatThrownBy(() -> filter("filters: [{any: [{exact: {id: x}}, {cesql: 'id ='}]}]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filters[0].any[1].cesql")
                .hasMessageContaining("id =");
    }
}
