package com.datacline.gateway;

import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.cluster.SharedCounts;
import com.datacline.gateway.policy.Limits;
import com.datacline.gateway.policy.Policies;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyProperties;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call what, and how often. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyBeans {

    @Bean
    PolicyFile policyFile(PolicyProperties properties) {
        return new PolicyFile(properties);
    }

    @Bean
    Policy policy(PolicyFile policyFile, Catalogue catalogue) {
        return Policies.of(policyFile, new KnownFacts(catalogue::peek), Clock.systemUTC());
    }

    @Bean
    Limits limits(Policy policy, ObjectProvider<SharedCounts> shared) {
        SharedCounts counts = shared.getIfAvailable();
        return counts == null ? policy.limits(Ticker.systemTicker()) : policy.limits(Ticker.systemTicker(), counts);
    }
}
