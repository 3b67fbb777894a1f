package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.HistoryText;
import dev.millrace.durable.wire.Json;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the profile {@code azure} laid out, as a Functions host would read it. */
class LayoutIT {

    private static final Path LAYOUT = Path.of(System.getProperty("millrace.azure.layout"));
    private static final int JAVA_21 = 65;
    private static final String CLIENT_BUILDER = "com.microsoft.durabletask.DurableTaskGrpcClientBuilder";

    private static Map<String, Method> functions() {
        var all = new TreeMap<String, Method>();
        Stream.of(Orchestrators.class, Activities.class, EventFunction.class, StatusFunction.class)
                .forEach(type -> all.putAll(FunctionNames.of(type)));
        return all;
    }

    static Stream<String> names() {
        return functions().keySet().stream();
    }

    private static JsonNode read(String file) throws IOException {
        return Json.parse(Files.readAllBytes(LAYOUT.resolve(file)));
    }

    private static List<String> bindings(String function) throws IOException {
        return StreamSupport.stream(
                        read(function + "/function.json").path("bindings").spliterator(), false)
                .map(binding -> binding.path("type").asText())
                .toList();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFunctionHasItsDescription(String name) throws IOException {
        // Given
        Method method = Objects.requireNonNull(functions().get(name));

        // When
        JsonNode function = read(name + "/function.json");

        // Then
        assertThat(function.path("entryPoint").asText())
                .isEqualTo(method.getDeclaringClass().getName() + "." + method.getName());
        assertThat(LAYOUT.resolve(name)
                        .resolve(function.path("scriptFile").asText())
                        .normalize())
                .isEqualTo(jars(LAYOUT).getFirst());
    }

    @Test
    void thereIsNoFunctionBesides() throws IOException {
        try (Stream<Path> folders = Files.list(LAYOUT)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("function.json")))
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(functions().keySet());
        }
    }

    @Test
    void functionsAreBoundToWhatCallsThem() throws IOException {
        assertThat(bindings("TicketToPullRequest")).containsExactly("orchestrationTrigger");
        assertThat(bindings("publish")).containsExactly("activityTrigger");
        assertThat(bindings("raise")).containsExactlyInAnyOrder("activityTrigger", "durableClient");
        assertThat(bindings("events")).containsExactlyInAnyOrder("httpTrigger", "durableClient", "http");
        assertThat(bindings("workflow")).containsExactlyInAnyOrder("httpTrigger", "durableClient", "http");
    }

    @Test
    void theHostIsConfigured() throws IOException {
        assertThat(read("host.json").at("/extensions/durableTask/hubName").asText())
                .isEqualTo("MillraceWorkflows");
        assertThat(read("host.json").at("/extensionBundle/id").asText()).contains("ExtensionBundle");
    }

    @Test
    void theClientThatTheWorkflowsAreReplayedWithIsTheOnlyOne() throws IOException {
        assertThat(jars(LAYOUT.resolve("lib")))
                .extracting(jar -> jar.getFileName().toString())
                .filteredOn(name -> name.startsWith("durabletask-client"))
                .containsExactly(System.getProperty("millrace.azure.client"));
    }

    /** In a class loader that knows the layout, and of the rest what the worker brings. */
    @Test
    void theLibrariesAreWhole() throws Exception {
        // Given
        History history = HistoryText.read(Files.readString(
                Surroundings.ROOT.resolve("workflows/durable/src/test/resources/histories/merged/plan.txt")));
        OrchestratorRequest request = history.requests().getFirst();
        List<URL> urls = new ArrayList<>();
        for (Path jar : Stream.concat(jars(LAYOUT).stream(), jars(LAYOUT.resolve("lib")).stream())
                .toList()) {
            urls.add(jar.toUri().toURL());
        }
        urls.add(HttpRequestMessage.class.getProtectionDomain().getCodeSource().getLocation());
        urls.add(Middleware.class.getProtectionDomain().getCodeSource().getLocation());

        try (var alone = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            // The worker does so; Jackson looks for its modules there.
            Thread.currentThread().setContextClassLoader(alone);

            // When
            Object code = ((Optional<?>) alone.loadClass("dev.millrace.durable.Workflows")
                            .getMethod("orchestration", String.class)
                            .invoke(null, "Plan"))
                    .orElseThrow();
            Object answer = alone.loadClass("com.microsoft.durabletask.OrchestrationRunner")
                    .getMethod(
                            "loadAndRun", String.class, alone.loadClass("com.microsoft.durabletask.TaskOrchestration"))
                    .invoke(null, Base64.getEncoder().encodeToString(request.toByteArray()), code);

            // Then
            assertThat(OrchestratorResponse.parseFrom(Base64.getDecoder().decode((String) answer)))
                    .isEqualTo(history.turns().getFirst().response());
            try (var client = (AutoCloseable) build(alone.loadClass(CLIENT_BUILDER))) {
                assertThat(client).isNotNull();
            }
            for (String needed : List.of("Broker", "EventReader", "Activities", "postgres.Correlations")) {
                assertThat(Class.forName("dev.millrace.azure." + needed, true, alone)
                                .getDeclaredMethods())
                        .isNotEmpty();
            }
            Class.forName("com.zaxxer.hikari.HikariDataSource", true, alone);
            Class.forName("org.postgresql.Driver", true, alone);
            Class.forName("io.cloudevents.http.HttpMessageFactory", true, alone);
        } finally {
            Thread.currentThread().setContextClassLoader(LayoutIT.class.getClassLoader());
        }
    }

    private static Object build(Class<?> builder) throws ReflectiveOperationException {
        return builder.getMethod("build").invoke(builder.getConstructor().newInstance());
    }

    @Test
    void everyClassRunsOnJava21() throws IOException {
        assertThat(jars(LAYOUT)).hasSize(1);
        for (Path jar : Stream.concat(jars(LAYOUT).stream(), jars(LAYOUT.resolve("lib")).stream())
                .toList()) {
            assertThat(newestClass(jar)).as(jar.toString()).isLessThanOrEqualTo(JAVA_21);
        }
    }

    /** The greatest class file version in a jar, but for what only newer Java reads anyway. */
    private static int newestClass(Path jar) throws IOException {
        int newest = 0;
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().startsWith("META-INF/"))
                    .toList()) {
                try (var in = new DataInputStream(file.getInputStream(entry))) {
                    in.skipNBytes(6);
                    newest = Math.max(newest, in.readUnsignedShort());
                }
            }
        }
        return newest;
    }
}
