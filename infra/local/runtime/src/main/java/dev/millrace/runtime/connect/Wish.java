package dev.millrace.runtime.connect;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants connected.
 *
 * @param host name of the host binding, and of the hook
 * @param url without a slash at the end; null for the host's usual one
 * @param projects as the kind of host names them
 * @param repository where the work of Azure DevOps projects is done; null leaves it to the entry and the tickets
 */
public record Wish(
        TenantId tenant,
        HookKind kind,
        String host,
        @Nullable URI url,
        List<String> projects,
        @Nullable String repository) {

    public Wish {
        projects = projects.stream().map(String::strip).distinct().toList();
        for (String project : projects) {
            checkProject(kind, project);
        }
        url = url == null ? null : checked(url);
        if (url == null && kind == HookKind.ADO) {
            throw new IllegalArgumentException("Azure DevOps needs --url, such as https://dev.azure.com/fabrikam");
        }
        if (repository != null && kind != HookKind.ADO) {
            throw new IllegalArgumentException("--repository is for Azure DevOps; elsewhere the project names it");
        }
    }

    /** Name of the connection. */
    public String name() {
        return Connection.name(tenant, host);
    }

    HostBinding binding(String token) {
        Map<String, String> repositories = repository == null
                ? Map.of()
                : projects.stream().collect(Collectors.toMap(project -> project, project -> repository));
        return new HostBinding(host, kind, url, projects, token, repositories);
    }

    /** To try what the token may do. */
    public HostBinding binding() {
        return binding(name());
    }

    private static void checkProject(HookKind kind, String project) {
        boolean path = project.matches("[^/\\p{Cntrl}]+(/[^/\\p{Cntrl}]+)+");
        boolean good = switch (kind) {
            case ADO -> project.matches("[^/\\p{Cntrl}]+");
            case GITHUB -> path && project.chars().filter(each -> each == '/').count() == 1;
            case GITLAB -> path;
            case CLOUDEVENTS -> false;
        };
        if (!good) {
            throw new IllegalArgumentException("'" + project + "' is no project: "
                    + switch (kind) {
                        case ADO -> "write its name, such as --project Fabrikam";
                        case GITHUB -> "write --project owner/name";
                        case GITLAB -> "write --project group/name";
                        case CLOUDEVENTS -> "CloudEvents come from no project";
                    });
        }
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("'" + url + "' is no address: write it with https://");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("Leave out of --url what stands before '@' and from '?' or '#' on");
        }
        if (scheme.equals("http") && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException("Use https: with http anybody on the way could read the token");
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost")
                    || (host.matches("[0-9.]+|\\[.*]")
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
