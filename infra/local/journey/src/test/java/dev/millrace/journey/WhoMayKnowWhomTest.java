package dev.millrace.journey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms and their doors, as the classes of the whole build have them. */
class WhoMayKnowWhomTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    private static JavaClasses house = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void readTheWholeHouse() throws IOException {
        try (Stream<Path> folders = Files.find(
                ROOT,
                6,
                (path, attributes) -> path.endsWith(Path.of("target", "classes")) && attributes.isDirectory())) {
            house = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPaths(folders.toList());
        }
        assertThat(house.size()).isGreaterThan(200);
    }

    @Test
    void contractsKnowNothingButTheLanguageAndTheirAnnotations() {
        classes()
                .that()
                .resideInAPackage("dev.millrace.contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.millrace.contracts..", "java..", "com.fasterxml.jackson.annotation..", "org.jspecify..")
                .check(house);
    }

    @Test
    void thePlatformKitKnowsNoFunction() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.platform..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another room",
                        type -> type.getPackageName().startsWith("dev.millrace.")
                                && !type.getPackageName().startsWith("dev.millrace.platform")
                                && !type.getPackageName().startsWith("dev.millrace.contracts")))
                .check(house);
    }

    /** Vert.x then listens at every address of the machine, even where the options name one. */
    @Test
    void nobodyOpensAPortWithoutSayingAtWhichAddress() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "is HttpServer.listen(int)",
                        call -> call.getTarget().getFullName().equals("io.vertx.core.http.HttpServer.listen(int)")))
                .check(house);
    }

    @Test
    void noFunctionKnowsAnother() throws IOException {
        for (String room : functions()) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.millrace." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(functions().stream()
                            .filter(other -> !other.equals(room))
                            .map(other -> "dev.millrace." + other + "..")
                            .toArray(String[]::new))
                    .check(house);
        }
    }

    @Test
    void theEngineKnowsNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.engine..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another room",
                        type -> type.getPackageName().startsWith("dev.millrace.")
                                && !type.getPackageName().startsWith("dev.millrace.engine")))
                .check(house);
    }

    @Test
    void workflowsKnowTheContractsAndTheDurableTaskSdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.millrace.durable..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.millrace.durable..",
                        "dev.millrace.contracts..",
                        "com.microsoft.durabletask..",
                        "com.fasterxml.jackson..",
                        "java..",
                        "org.jspecify..")
                .check(house);
    }

    @Test
    void nothingThatShipsKnowsTheLocalRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.millrace.runtime..", "dev.millrace.forge..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.millrace.runtime..", "dev.millrace.forge..")
                .check(house);
    }

    @Test
    void theLocalRuntimeKnowsFunctionsOnlyAsArtifacts() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of("platform"), functions().stream())
                        .map(room -> "dev.millrace." + room + "..")
                        .toArray(String[]::new))
                .check(house);
    }

    /** Folder, artifact, service and package carry one name. */
    private static List<String> functions() throws IOException {
        try (Stream<Path> rooms = Files.list(ROOT.resolve("functions"))) {
            return rooms.filter(room -> Files.exists(room.resolve("pom.xml")))
                    .map(room -> room.getFileName().toString().replace("-", ""))
                    .toList();
        }
    }
}
