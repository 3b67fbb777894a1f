package dev.millrace.forge.build;

import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/** The files of a commit in a folder of their own, which goes away with it. */
record Checkout(Path folder) implements AutoCloseable {

    static Checkout of(GitRepo git, String commit, Path parent) throws IOException {
        Files.createDirectories(parent);
        Path folder = Files.createTempDirectory(parent, "checkout").toRealPath();
        for (TreeEntry entry : git.list(commit, "", true)) {
            if (!entry.isFolder()) {
                write(git, entry, folder);
            }
        }
        return new Checkout(folder);
    }

    private static void write(GitRepo git, TreeEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.path()).normalize();
        byte[] content = git.blob(entry.id()).orElse(null);
        if (content == null || !file.startsWith(folder)) {
            return; // a submodule, or a path that no checkout may follow
        }
        Path parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder)) {
            return; // behind a link that leads out of the folder
        }
        if (FileMode.SYMLINK.equals(entry.mode())) {
            Files.createSymbolicLink(file, Path.of(new String(content, StandardCharsets.UTF_8)));
        } else {
            Files.write(file, content);
            if (FileMode.EXECUTABLE_FILE.equals(entry.mode()) && !file.toFile().setExecutable(true)) {
                throw new IOException("The file " + file + " cannot be made executable");
            }
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
