package dev.millrace.runtime.manifest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one container of a function: what it reads from its environment, and how to see that it is ready. */
public record Container(
        @Nullable String name,
        @Nullable String image,
        @Nullable String imagePullPolicy,
        List<Port> ports,
        List<Variable> env,
        @Nullable Probe readinessProbe,
        @Nullable Probe livenessProbe,
        @Nullable Resources resources,
        @Nullable SecurityContext securityContext,
        List<VolumeMount> volumeMounts) {

    public Container {
        ports = Expect.listOrEmpty(ports);
        Expect.that(ports.size() <= 1, "ports must name at most one port: Knative serves one");
        env = Expect.listOrEmpty(env);
        volumeMounts = Expect.listOrEmpty(volumeMounts);
        Integer port = ports.isEmpty() ? null : ports.getFirst().containerPort();
        checkPort(readinessProbe, port, "readinessProbe");
        checkPort(livenessProbe, port, "livenessProbe");
        Expect.that(
                readinessProbe == null || readinessProbe.delay() == 0,
                "readinessProbe.initialDelaySeconds must be 0: it would delay each cold start");
    }

    private static void checkPort(@Nullable Probe probe, @Nullable Integer port, String field) {
        Integer probed = probe == null ? null : probe.port();
        Expect.that(
                probed == null || probed.equals(port),
                field + ".port must be the container's port or left out, not " + probed);
    }

    /** The port the function listens on in a cluster; locally {@code PORT} tells it another one. */
    public record Port(
            @Nullable String name,
            @Nullable Integer containerPort,
            @Nullable String protocol) {

        public Port {
            Expect.that(
                    name == null || name.isEmpty() || name.equals("http1"),
                    "ports.name must be http1: the local runtime speaks HTTP/1.1 to functions, not " + name);
            Expect.that(protocol == null || protocol.equals("TCP"), "ports.protocol must be TCP, not " + protocol);
        }
    }

    /** An environment variable: a value, or where to find it. */
    public record Variable(
            String name, @Nullable String value, @Nullable ValueFrom valueFrom) {

        public Variable {
            Expect.present(name, "env.name");
            Expect.that(
                    value == null || valueFrom == null,
                    "env " + name + " must have either value or valueFrom, not both");
            Expect.that(
                    value == null || !value.contains("$("),
                    "env " + name + " refers to another variable; the local runtime does not expand $(...)");
        }
    }

    /** Where a variable's value comes from. */
    public record ValueFrom(
            @Nullable KeyRef secretKeyRef, @Nullable KeyRef configMapKeyRef) {

        public ValueFrom {
            Expect.that(
                    (secretKeyRef == null) != (configMapKeyRef == null),
                    "valueFrom must be exactly one of secretKeyRef and configMapKeyRef");
        }
    }

    /** One key of a Secret or of a ConfigMap. */
    public record KeyRef(String name, String key, @Nullable Boolean optional) {

        public KeyRef {
            Expect.present(name, "name");
            Expect.present(key, "key");
        }

        public boolean isOptional() {
            return Boolean.TRUE.equals(optional);
        }
    }

    /** Thousandths of a core that the container asks for; empty when it does not say. */
    public OptionalInt cpuRequest() {
        return resources == null ? OptionalInt.empty() : resources.cpuRequest();
    }

    /** What the container asks for and may use. Only a cluster enforces limits. */
    public record Resources(
            @Nullable Map<String, Object> requests,
            @Nullable Map<String, Object> limits) {

        private static final String CPU = "cpu";
        private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,5}m|[0-9]{1,3}([.][0-9]{1,3})?");

        public Resources {
            Object cpu = requests == null ? null : requests.get(CPU);
            Expect.that(
                    cpu == null || QUANTITY.matcher(cpu.toString()).matches(),
                    "resources.requests.cpu must be a number of cores such as 1, 0.5 or 100m, not " + cpu);
        }

        OptionalInt cpuRequest() {
            Object cpu = requests == null ? null : requests.get(CPU);
            if (cpu == null) {
                return OptionalInt.empty();
            }
            String quantity = cpu.toString();
            return OptionalInt.of(
                    quantity.endsWith("m")
                            ? Integer.parseInt(quantity, 0, quantity.length() - 1, 10)
                            : new BigDecimal(quantity).movePointRight(3).intValueExact());
        }
    }

    /** What the container may do. Only a cluster enforces it. */
    public record SecurityContext(
            @Nullable Boolean allowPrivilegeEscalation,
            @Nullable Boolean readOnlyRootFilesystem,
            @Nullable Boolean runAsNonRoot,
            @Nullable Integer runAsUser,
            @Nullable Integer runAsGroup,
            @Nullable Map<String, List<String>> capabilities,
            @Nullable Map<String, String> seccompProfile) {}

    /** Where a volume's files appear. */
    public record VolumeMount(
            String name, String mountPath, @Nullable Boolean readOnly) {

        public VolumeMount {
            Expect.present(name, "volumeMounts.name");
            Expect.present(mountPath, "volumeMounts.mountPath");
            Expect.that(mountPath.startsWith("/"), "volumeMounts.mountPath must be absolute, not " + mountPath);
            mountPath = mountPath.length() > 1 && mountPath.endsWith("/")
                    ? mountPath.substring(0, mountPath.length() - 1)
                    : mountPath;
        }
    }
}
