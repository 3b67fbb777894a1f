package dev.millrace.runtime.tenants;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.Secret;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.contracts.tenant.TicketRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry's files, one YAML file per tenant. Each change replaces a file at once, so a reader never sees half of
 * one.
 */
public final class TenantFiles {

    private static final int SECRET_BYTES = 32;

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .build();

    private final Path folder;
    private final Path hookSecrets;
    private final SecureRandom random = new SecureRandom();

    /** @param hookSecrets folder of the secrets that entries name by {@code secretRef} */
    public TenantFiles(Path folder, Path hookSecrets) {
        this.folder = folder;
        this.hookSecrets = hookSecrets;
    }

    /** What a new tenant shall be; null and empty mean the default. */
    public record Wanted(
            TenantId id,
            @Nullable String name,
            HookKind kind,
            @Nullable String hook,
            List<String> projects,
            List<String> tags,
            List<String> types) {}

    /** A hook with its new secret, which is written nowhere else. */
    public record Issued(Tenant tenant, HookSubscription hook, String secret, Path file) {}

    /**
     * @throws TenantFileException when the folder cannot be read or one of its files is not valid
     */
    public List<Tenant> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(TenantFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new TenantFileException(folder + " cannot be read: " + e.getMessage());
        }
    }

    /** @throws TenantFileException when there is no such tenant or its file is not valid */
    public Tenant get(TenantId id) {
        return find(id).orElseThrow(() -> new TenantFileException(
                "There is no tenant '" + id + "' in " + folder + ". Add one with: millrace tenant add " + id));
    }

    /** @throws TenantFileException when the tenant's file is not valid */
    public Optional<Tenant> find(TenantId id) {
        Path file = file(id);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * Makes a tenant's file say this, and leaves alone one that says so already.
     *
     * @return whether the file is another one now
     */
    public boolean save(Tenant tenant) {
        if (find(tenant.id()).filter(tenant::equals).isPresent()) {
            return false;
        }
        write(file(tenant.id()), tenant);
        return true;
    }

    /** @throws TenantFileException when there is such a tenant already */
    public Issued add(Wanted wanted) {
        Path file = file(wanted.id());
        if (Files.exists(file)) {
            throw new TenantFileException("The tenant '" + wanted.id() + "' exists: edit " + file
                    + ", or replace a secret with: tenant rotate");
        }
        String kind = wanted.kind().name().toLowerCase(Locale.ROOT);
        boolean hosted = wanted.kind() != HookKind.CLOUDEVENTS;
        String secret = newSecret();
        HookSubscription hook = withSecret(
                new Draft(
                        Objects.requireNonNullElse(wanted.hook(), kind),
                        wanted.kind(),
                        hosted ? kind : null,
                        List.of(),
                        wanted.types()),
                wanted.id(),
                secret);
        Tenant tenant = Tenant.of(
                wanted.id(),
                Objects.requireNonNullElse(wanted.name(), wanted.id().value()),
                hosted ? List.of(new HostBinding(kind, wanted.kind(), null, wanted.projects())) : List.of(),
                wanted.tags().isEmpty() ? TicketRules.DEFAULT : new TicketRules(wanted.tags(), List.of()),
                List.of(hook));
        write(file, tenant);
        return new Issued(tenant, hook, secret, file);
    }

    /**
     * Gives a hook a new secret.
     *
     * @param until when the old ones expire. GitHub signs with one secret alone, so there the old one ends at once.
     * @throws TenantFileException when there is no such tenant or hook
     */
    public Issued rotate(TenantId id, String name, Instant until) {
        Path file = file(id);
        Tenant tenant = get(id);
        HookSubscription old = tenant.hook(name)
                .orElseThrow(() -> new TenantFileException("The tenant '" + id + "' has no hook '" + name + "'"));
        List<Secret> expiring =
                old.secrets().stream().map(secret -> secret.until(until)).toList();
        String secret = newSecret();
        HookSubscription fresh =
                withSecret(new Draft(old.name(), old.kind(), old.host(), expiring, old.types()), id, secret);
        List<HookSubscription> hooks = new ArrayList<>(tenant.hooks());
        hooks.set(hooks.indexOf(old), fresh);
        Tenant changed = tenant.with(tenant.hosts(), hooks);
        write(file, changed);
        return new Issued(changed, fresh, secret, file);
    }

    private record Draft(
            String name, HookKind kind, @Nullable String host, List<Secret> former, List<String> types) {}

    private HookSubscription withSecret(Draft draft, TenantId tenant, String secret) {
        if (draft.kind() == HookKind.GITHUB) {
            String reference = tenant + "-" + draft.name();
            replace(hookSecrets.resolve(reference), secret);
            return new HookSubscription(draft.name(), draft.kind(), draft.host(), List.of(), reference, draft.types());
        }
        List<Secret> secrets = new ArrayList<>(draft.former());
        secrets.add(new Secret(Digest.of(secret), null));
        return new HookSubscription(draft.name(), draft.kind(), draft.host(), secrets, null, draft.types());
    }

    /** 256 random bits in base64url. */
    String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Where a tenant's entry is, or would be. */
    public Path file(TenantId id) {
        return folder.resolve(id + ".yaml");
    }

    private static Tenant read(Path file) {
        try {
            return YAML.readValue(file.toFile(), Tenant.class);
        } catch (JsonProcessingException e) {
            throw new TenantFileException(file + " is not valid: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new TenantFileException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static void write(Path file, Tenant tenant) {
        try {
            replace(file, YAML.writeValueAsString(tenant));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tenant is always writable", e);
        }
    }

    private static void replace(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), ".", ".tmp");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
