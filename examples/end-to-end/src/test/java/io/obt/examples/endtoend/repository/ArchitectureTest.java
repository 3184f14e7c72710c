package io.obt.examples.endtoend.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards the drawing in {@code docs/architecture.md}. */
class ArchitectureTest {

    /** Each may know those before it. */
    private static final List<String> CORE_FROM_THE_BOTTOM = List.of(
            "io.obt.time",
            "io.obt.text",
            "io.obt.settings",
            "io.obt.tls",
            "io.obt.model",
            "io.obt.client",
            "io.obt.access",
            "io.obt.audit",
            "io.obt.event",
            "io.obt.store",
            "io.obt.history",
            "io.obt.catalog",
            "io.obt.registry",
            "io.obt.overview",
            "io.obt.protocol");

    private static final String SDK = "io.obt.sdk..";
    private static final String[] AGENT = {"io.obt.agent..", "io.obt.cli.."};
    private static final String SERVER = "io.obt.server..";
    private static final String EXAMPLES = "io.obt.examples..";

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar")) // what tests share
                .importPackages("io.obt");
    }

    static Stream<String> corePackages() {
        return CORE_FROM_THE_BOTTOM.stream();
    }

    @ParameterizedTest
    @MethodSource("corePackages")
    void aPackageOfTheCoreKnowsOnlyThoseBelowIt(String name) {
        int above = CORE_FROM_THE_BOTTOM.indexOf(name) + 1;
        String[] forbidden = Stream.concat(
                        CORE_FROM_THE_BOTTOM.stream().skip(above),
                        Stream.concat(Stream.of(SDK, SERVER, EXAMPLES), Stream.of(AGENT)))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(product);
    }

    @Test
    void everyPackageHasItsPlaceInTheDrawing() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(
                                CORE_FROM_THE_BOTTOM.stream(),
                                Stream.concat(Stream.of(SDK, SERVER, EXAMPLES), Stream.of(AGENT)))
                        .toArray(String[]::new))
                .check(product);
    }

    @Test
    void noTwoPackagesKnowEachOther() {
        slices().matching("io.obt.(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void inTheCoreOnlyTheProtocolKnowsJackson() {
        noClasses()
                .that()
                .resideInAnyPackage(corePackages()
                        .filter(name -> !name.equals("io.obt.protocol"))
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(product);
    }

    @Test
    void coreAndSdkKnowNoServerNoStoreNoLoggingImplementationAndNoCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SERVER, EXAMPLES, AGENT[0], AGENT[1])
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.undertow..",
                        "org.xnio..",
                        "org.h2..",
                        "com.mongodb..",
                        "org.bson..",
                        "ch.qos.logback..",
                        "picocli..",
                        "io.prometheus..")
                .check(product);
    }

    @Test
    void serverAndAgentMeetOnlyOverTheWire() {
        noClasses()
                .that()
                .resideInAPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SDK, AGENT[0], AGENT[1])
                .check(product);
        noClasses()
                .that()
                .resideInAnyPackage(SDK, AGENT[0], AGENT[1])
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVER)
                .check(product);
        noClasses()
                .that()
                .resideInAPackage(SDK)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AGENT)
                .check(product);
    }

    @Test
    void onlyTheServersStoreKnowsMvStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.obt.server.store")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.h2..")
                .check(product);
    }

    @Test
    void onlyTheMongoStoreKnowsTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.obt.server.store.mongo")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..")
                .check(product);
    }

    @Test
    void theProductKnowsNoneOfItsExamples() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EXAMPLES)
                .check(product);
    }
}
