package com.datacline.gateway;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.policy.Limits;
import com.datacline.gateway.policy.Policies;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyNews;
import com.datacline.gateway.policy.PolicyProperties;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call what, and how often. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyBeans {

    @Bean
    PolicyFile policyFile(PolicyProperties properties, SecurityLog log) {
        PolicyFile file = new PolicyFile(properties);
        file.onChange(news -> {
            try {
                log.note(event(news));
            } catch (CallFailed e) {
                // The journal has told the log, and no call passes until it can be written.
            }
        });
        return file;
    }

    private static SecurityEvent event(PolicyNews news) {
        return switch (news) {
            case PolicyNews.Changed changed ->
                new SecurityEvent.FileChanged(
                        SecurityEvent.Part.POLICY, changed.file(), changed.hash(), changed.rules());
            case PolicyNews.Rejected rejected ->
                new SecurityEvent.FileRejected(SecurityEvent.Part.POLICY, rejected.file(), rejected.problem());
        };
    }

    @Bean
    Policy policy(PolicyFile policyFile, Catalogue catalogue) {
        return Policies.of(policyFile, new KnownFacts(catalogue::peek), Clock.systemUTC());
    }

    @Bean
    Limits limits(Policy policy) {
        return policy.limits(Ticker.systemTicker());
    }
}
