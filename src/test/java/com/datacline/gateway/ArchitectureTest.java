package com.datacline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "com.datacline.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "com.datacline.gateway.";

    @ArchTest
    static final ArchRule doors_know_no_other_feature = knowsNoFeature("door");

    @ArchTest
    static final ArchRule the_catalogue_knows_no_other_feature = knowsNoFeature("catalogue");

    @ArchTest
    static final ArchRule broadcast_knows_no_other_feature = knowsNoFeature("broadcast");

    @ArchTest
    static final ArchRule the_policy_knows_no_other_feature = knowsNoFeature("policy");

    @ArchTest
    static final ArchRule credentials_know_no_other_feature = knowsNoFeature("credentials");

    @ArchTest
    static final ArchRule upstream_knows_no_other_feature = knowsNoFeature("upstream");

    @ArchTest
    static final ArchRule rest_apis_know_no_other_feature = knowsNoFeature("openapi");

    @ArchTest
    static final ArchRule audit_knows_no_other_feature = knowsNoFeature("audit");

    @ArchTest
    static final ArchRule shaping_knows_no_other_feature = knowsNoFeature("shaping");

    @ArchTest
    static final ArchRule operations_know_no_other_feature = knowsNoFeature("operations");

    @ArchTest
    static final ArchRule telemetry_knows_no_other_feature = knowsNoFeature("telemetry");

    @ArchTest
    static final ArchRule open_telemetry_is_met_in_one_place_alone = noClasses()
            .that()
            .resideOutsideOfPackages(packages("telemetry"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule redis_knows_no_feature = knowsNoFeature("redis");

    @ArchTest
    static final ArchRule a_client_of_redis_is_met_in_one_place_alone = noClasses()
            .that()
            .resideOutsideOfPackages(packages("redis"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule tools_know_no_other_feature = knowsNoFeature("tools");

    /** It is a door for browsers, and ends as doors do. */
    @ArchTest
    static final ArchRule the_console_knows_no_other_feature_than_doors = knowsNoFeature("console", "door");

    @ArchTest
    static final ArchRule the_setup_of_keycloak_knows_no_feature = knowsNoFeature("keycloak");

    @ArchTest
    static final ArchRule hawtio_knows_no_other_feature = knowsNoFeature("hawtio");

    @ArchTest
    static final ArchRule steps_do_not_take_exchanges = noClasses()
            .that()
            .resideInAnyPackage(packages(
                    "door",
                    "call",
                    "catalogue",
                    "registry",
                    "policy",
                    "credentials",
                    "openapi",
                    "operations",
                    "console"))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.camel.Exchange");

    @ArchTest
    static final ArchRule fan_out_is_not_made_of_executors = noClasses()
            .that()
            .resideOutsideOfPackages(packages("upstream", "demo"))
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java.util.concurrent.(Executors|ExecutorService|.*ThreadPool.*)");

    private static ArchRule knowsNoFeature(String feature, String... except) {
        String[] others = java.util.stream.Stream.of(
                        "door",
                        "catalogue",
                        "broadcast",
                        "policy",
                        "credentials",
                        "upstream",
                        "openapi",
                        "audit",
                        "operations",
                        "shaping",
                        "routes",
                        "tools",
                        "keycloak",
                        "telemetry",
                        "redis",
                        "cli",
                        "console",
                        "hawtio",
                        "demo")
                .filter(other -> !other.equals(feature) && !List.of(except).contains(other))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(others));
    }

    private static String[] packages(String... names) {
        return java.util.Arrays.stream(names).map(ROOT::concat).toArray(String[]::new);
    }
}
