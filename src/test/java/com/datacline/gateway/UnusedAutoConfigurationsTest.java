package com.datacline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

class UnusedAutoConfigurationsTest {
    private final List<String> candidates = ImportCandidates.load(
                    AutoConfiguration.class, getClass().getClassLoader())
            .getCandidates();

    @Test
    void what_the_gateway_is_made_of_stays() {
        assertThat(kept(CamelAutoConfiguration.class.getName(), DataSourceAutoConfiguration.class.getName()))
                .hasSize(2);
    }

    @Test
    void each_prefix_leaves_something_out() {
        assertThat(UnusedAutoConfigurations.PREFIXES)
                .allSatisfy(prefix -> assertThat(candidates).anyMatch(candidate -> candidate.startsWith(prefix)));
        assertThat(kept(candidates.toArray(String[]::new)))
                .noneMatch(candidate -> candidate.contains(".component.") || candidate.contains(".vault."));
    }

    private static List<String> kept(String... candidates) {
        boolean[] wanted = new UnusedAutoConfigurations().match(candidates, mock(AutoConfigurationMetadata.class));
        return IntStream.range(0, candidates.length)
                .filter(i -> wanted[i])
                .mapToObj(i -> candidates[i])
                .toList();
    }
}
