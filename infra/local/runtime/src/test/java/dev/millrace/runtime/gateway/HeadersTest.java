package dev.millrace.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which header fields pass the door. */
class HeadersTest extends GatewayFixture {

    @Test
    void believesNothingThatASenderSaysAboutTheWayHere() throws Exception {
        // When
        String seen = ask("""
            GET /hooks/headers HTTP/1.1\r
            Host: localhost:80\r
            X-Forwarded-For: 6.6.6.6\r
            X-Forwarded-Prefix: /evil\r
            Forwarded: for=6.6.6.6\r
            Knative-Serving-Tenant: evil\r
            K-Proxy-Request: evil\r
            X-Real-IP: 6.6.6.6\r
            Connection: x-secret\r
            X-Secret: hop\r
            TE: trailers\r
            Proxy-Authorization: Basic x\r
            Upgrade: h2c\r
            Authorization: Bearer kept\r
            ce-id: 42\r
            """);

        // Then
        assertThat(seen)
                .contains(
                        "x-forwarded-for: [127.0.0.1]", "x-forwarded-proto: [http]", "x-forwarded-host: [localhost:80]")
                .contains("host: [hooks-function.millrace.svc.cluster.local]")
                .contains("authorization: [Bearer kept]", "ce-id: [42]")
                .doesNotContain("6.6.6.6", "evil", "x-secret", "h2c", "trailers", "proxy-authorization");
    }

    @Test
    void beginsATraceWhereThereIsNoneAndPassesOnAValidOne() throws Exception {
        // Given
        String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        // When
        String none = ask("GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\n");
        String broken =
                ask("GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\ntraceparent: 00-0-0-00\r\ntracestate: a=b\r\n");
        String passed = ask(
                "GET /hooks/headers HTTP/1.1\r\nHost: localhost\r\ntraceparent: " + valid + "\r\ntracestate: a=b\r\n");

        // Then
        assertThat(none).containsPattern("traceparent: \\[00-[0-9a-f]{32}-[0-9a-f]{16}-01]");
        assertThat(broken).doesNotContain("00-0-0-00").doesNotContain("tracestate");
        assertThat(passed).contains("traceparent: [" + valid + "]", "tracestate: [a=b]");
    }

    @Test
    void keepsWhatConcernsTheConnectionToTheFunctionFromTheClient() throws Exception {
        // When
        String answer = ask("GET /hooks/hops HTTP/1.1\r\nHost: localhost\r\n").toLowerCase(Locale.ROOT);

        // Then
        assertThat(answer)
                .startsWith("http/1.1 200")
                .contains("x-kept: yes")
                .doesNotContain("x-between", "keep-alive", "proxy-authenticate", "upgrade");
    }

    @Test
    void saysHowLongABodyIsWhereTheSenderSaidIt() throws Exception {
        // When
        String known = raw("""
            POST /hooks/headers HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            Content-Length: 5\r
            \r
            hello""");
        String unknown = raw("""
            POST /hooks/headers HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            Transfer-Encoding: chunked\r
            \r
            5\r
            hello\r
            0\r
            \r
            """);

        // Then
        assertThat(known).contains("content-length: [5]").doesNotContain("transfer-encoding: [");
        assertThat(unknown).contains("transfer-encoding: [chunked]").doesNotContain("content-length: [");
    }
}
