package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.Container;
import dev.millrace.runtime.manifest.PodSpec;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folders that stand for a cluster's volumes. Without a container nothing can be mounted at a path, so a function
 * learns each folder from its environment: a value at or under a mount path is translated.
 *
 * @param configMaps the ConfigMap's name to the folder with its files
 * @param secrets gives each secret's folder
 * @param scratch where the folders of {@code emptyDir} volumes are made
 */
public record LocalVolumes(Map<String, Path> configMaps, SecretStore secrets, Path scratch) {

    public LocalVolumes {
        configMaps = Map.copyOf(configMaps);
    }

    /** Translates a value when it is a path at or under one of the service's mounts; the longest mount counts. */
    String translate(ServiceManifest service, String value) {
        Container.VolumeMount best = null;
        for (Container.VolumeMount mount : service.container().volumeMounts()) {
            boolean under = value.equals(mount.mountPath()) || value.startsWith(mount.mountPath() + "/");
            if (under
                    && (best == null
                            || mount.mountPath().length() > best.mountPath().length())) {
                best = mount;
            }
        }
        return best == null
                ? value
                : local(service, best.name()) + value.substring(best.mountPath().length());
    }

    /** One key of a ConfigMap, empty when its folder has no such file. */
    Optional<String> configMapKey(String name, String key) {
        Path file = configMap(name).resolve(key);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The ConfigMap " + name + " has an unreadable key " + key, e);
        }
    }

    private Path local(ServiceManifest service, String volumeName) {
        PodSpec.Volume volume = service.volumes().stream()
                .filter(candidate -> candidate.name().equals(volumeName))
                .findFirst()
                .orElseThrow();
        if (volume.configMap() != null) {
            return configMap(volume.configMap().name());
        }
        return volume.secret() != null ? secrets.folder(volume.secret().secretName()) : empty(service, volumeName);
    }

    private Path configMap(String name) {
        Path folder = configMaps.get(name);
        if (folder == null) {
            throw new IllegalStateException(
                    "No local folder stands for the ConfigMap " + name + "; there are " + configMaps.keySet());
        }
        return folder;
    }

    private Path empty(ServiceManifest service, String volumeName) {
        try {
            return Files.createDirectories(scratch.resolve(service.name()).resolve(volumeName));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the volume " + volumeName + " of " + service.name(), e);
        }
    }
}
