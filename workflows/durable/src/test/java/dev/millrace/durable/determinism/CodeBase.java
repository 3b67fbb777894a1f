package dev.millrace.durable.determinism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Our own classes, as bytecode. */
final class CodeBase {

    private final Map<String, ClassModel> classes = new HashMap<>();

    /** @param members one class of each folder or archive to read */
    CodeBase(Class<?>... members) {
        for (Class<?> member : members) {
            read(member);
        }
    }

    boolean has(String owner) {
        return classes.containsKey(owner);
    }

    Optional<ClassModel> find(String owner) {
        return Optional.ofNullable(classes.get(owner));
    }

    /** What a call may lead to: the method where it is declared, and wherever it is overridden. */
    List<MethodModel> targets(Method call) {
        List<MethodModel> targets = new ArrayList<>();
        declared(call.owner(), call).ifPresent(targets::add);
        classes.forEach((name, model) -> {
            if (!call.isInitializer() && !name.equals(call.owner()) && isBelow(name, call.owner())) {
                method(model, call).ifPresent(targets::add);
            }
        });
        return targets;
    }

    List<String> below(String type) {
        return classes.entrySet().stream()
                .filter(entry -> !entry.getValue().flags().has(AccessFlag.ABSTRACT))
                .map(Map.Entry::getKey)
                .filter(name -> isBelow(name, type))
                .sorted()
                .toList();
    }

    private Optional<MethodModel> declared(String owner, Method call) {
        return find(owner)
                .flatMap(model -> method(model, call)
                        .or(() -> parents(model).stream()
                                .flatMap(parent -> declared(parent, call).stream())
                                .findFirst()));
    }

    private boolean isBelow(String name, String type) {
        return find(name).stream()
                .flatMap(model -> parents(model).stream())
                .anyMatch(parent -> parent.equals(type) || isBelow(parent, type));
    }

    private static Optional<MethodModel> method(ClassModel model, Method call) {
        return model.methods().stream()
                .filter(method -> method.methodName().equalsString(call.name())
                        && method.methodType().equalsString(call.descriptor()))
                .findFirst();
    }

    private static List<String> parents(ClassModel model) {
        return Stream.concat(model.superclass().stream(), model.interfaces().stream())
                .map(ClassEntry::asInternalName)
                .toList();
    }

    private void read(Class<?> member) {
        try {
            Path place = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                readFolder(place);
            } else {
                try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
                    readFolder(archive.getPath("/"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    ClassModel model = ClassFile.of().parse(bytes.readAllBytes());
                    classes.put(model.thisClass().asInternalName(), model);
                }
            }
        }
    }
}
