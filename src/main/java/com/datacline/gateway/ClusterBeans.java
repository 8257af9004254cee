package com.datacline.gateway;

import com.datacline.gateway.cluster.ClusterProperties;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.operations.NodesCheck;
import com.datacline.gateway.redis.Redis;
import com.datacline.gateway.redis.RedisCounts;
import com.datacline.gateway.redis.RedisKey;
import com.datacline.gateway.redis.RedisNodes;
import com.datacline.gateway.redis.RedisSessions;
import com.datacline.gateway.security.InvalidConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether there are other nodes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterProperties.class)
class ClusterBeans {

    /** Whether {@code REDIS_URL} says where nodes share what they share. */
    static class Shared implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("gateway.cluster.redis-url"));
        }
    }

    /** Whether it does not. */
    static final class Single extends Shared {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !super.matches(context, metadata);
        }
    }

    @Bean
    @Conditional(Single.class)
    NodesCheck noNodesCheck() {
        return NodesCheck.NONE;
    }

    @Bean
    @Conditional(Single.class)
    Nodes singleNode() {
        return Nodes.NONE;
    }

    /** Several nodes. Elsewhere there is none of these beans, and no class of a client of Redis. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(Shared.class)
    static class SharedBeans {

        @Bean
        Redis redis(ClusterProperties properties) {
            try {
                return new Redis(String.valueOf(properties.redisUrl()));
            } catch (IllegalArgumentException e) {
                throw new InvalidConfiguration(String.valueOf(e.getMessage()));
            }
        }

        @Bean
        NodesCheck nodesCheck(ClusterProperties properties, Redis redis) {
            return new NodesCheck(properties.nodeName(), redis::problem);
        }

        @Bean
        RedisNodes nodes(Redis redis) {
            return new RedisNodes(redis);
        }

        @Bean
        RedisSessions sharedSessions(Redis redis) {
            return new RedisSessions(redis);
        }

        @Bean
        RedisKey sharedKey(Redis redis) {
            return new RedisKey(redis);
        }

        @Bean
        RedisCounts sharedCounts(Redis redis) {
            return new RedisCounts(redis);
        }
    }
}
