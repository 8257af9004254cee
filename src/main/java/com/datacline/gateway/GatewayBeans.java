package com.datacline.gateway;

import com.datacline.gateway.broadcast.BroadcastAnswer;
import com.datacline.gateway.broadcast.BroadcastReplies;
import com.datacline.gateway.broadcast.Broadcasts;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Failures;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.cluster.Away;
import com.datacline.gateway.cluster.SharedKey;
import com.datacline.gateway.credentials.oauth.LoginProperties;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.KeptKey;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to the whole journey. A bean's name in these classes is its name in the YAML. */
@Configuration(proxyBeanMethods = false)
class GatewayBeans {

    @Bean
    Failures failures() {
        return new Failures();
    }

    @Bean
    TaskNames taskNames(LoginProperties properties, ObjectProvider<SharedKey> shared) {
        byte[] own = KeptKey.in(properties.folder().resolve("task.key"));
        SharedKey nodes = shared.getIfAvailable();
        return nodes == null ? new TaskNames(own) : new TaskNames(() -> first(nodes, own));
    }

    private static byte[] first(SharedKey nodes, byte[] own) {
        try {
            return nodes.first("task", own);
        } catch (Away e) {
            throw new CallFailed(
                    FailureCode.SESSIONS_UNAVAILABLE, "whose a task is cannot be looked up right now; try again");
        }
    }

    @Bean
    Broadcasts broadcasts(Supplier<Registry> registry) {
        return new Broadcasts(registry);
    }

    @Bean
    BroadcastReplies broadcastReplies() {
        return new BroadcastReplies();
    }

    @Bean
    BroadcastAnswer broadcastAnswer() {
        return new BroadcastAnswer();
    }
}
