package com.datacline.gateway;

import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.catalogue.CatalogueProperties;
import com.datacline.gateway.cluster.Nodes;
import com.datacline.gateway.cluster.SharedSessions;
import com.datacline.gateway.door.AuditTail;
import com.datacline.gateway.door.CallStreams;
import com.datacline.gateway.door.ClientSessions;
import com.datacline.gateway.door.DiscoveryAnswers;
import com.datacline.gateway.door.Greetings;
import com.datacline.gateway.door.Listening;
import com.datacline.gateway.door.LoginAnswers;
import com.datacline.gateway.door.McpAnswers;
import com.datacline.gateway.door.McpDoor;
import com.datacline.gateway.door.OpenStreams;
import com.datacline.gateway.door.RestAnswers;
import com.datacline.gateway.door.RestDoor;
import com.datacline.gateway.door.SessionDoor;
import com.datacline.gateway.door.SessionProperties;
import com.datacline.gateway.door.SharedClientSessions;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyNews;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.upstream.Upstreams;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The doors: what reads requests and writes answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionProperties.class)
class DoorBeans {

    @Bean
    ClientSessions clientSessions(
            SessionProperties properties, Upstreams upstreams, ObjectProvider<SharedSessions> shared, Nodes nodes) {
        SharedSessions known = shared.getIfAvailable();
        return known == null
                ? new ClientSessions(properties, upstreams::end)
                : new SharedClientSessions(properties, upstreams::end, upstreams::relay, known, nodes);
    }

    @Bean
    CallStreams callStreams(SessionProperties properties, TaskNames taskNames) {
        return new CallStreams(properties, taskNames);
    }

    @Bean
    Listening listening(
            SessionProperties properties,
            ClientSessions sessions,
            TaskNames taskNames,
            Upstreams upstreams,
            Catalogue catalogue,
            Policy policy,
            PolicyFile policyFile) {
        Listening listening = new Listening(properties, sessions, taskNames, upstreams::end, policy::sight);
        catalogue.onChange(listening::announce);
        policyFile.onChange(news -> {
            if (news instanceof PolicyNews.Changed) {
                listening.announceAll();
            }
        });
        return listening;
    }

    @Bean
    OpenStreams openStreams(Listening listening, ClientSessions sessions, AuditTail auditTail) {
        return new OpenStreams(listening, sessions, auditTail);
    }

    @Bean
    AuditTail auditTail(Administrators administrators, SessionProperties properties, Nodes nodes) {
        return new AuditTail(administrators, properties, nodes);
    }

    @Bean
    McpDoor mcpDoor(ClientSessions sessions, CallStreams streams, Listening listening) {
        return new McpDoor(sessions, streams, listening);
    }

    @Bean
    SessionDoor sessionDoor(ClientSessions sessions, Greetings greetings, SessionProperties properties) {
        return new SessionDoor(sessions, greetings, properties);
    }

    @Bean
    Greetings greetings(@Value("${gateway.version}") String version, Catalogue catalogue) {
        return new Greetings(version, sight -> catalogue.get().extensions(sight));
    }

    @Bean
    McpAnswers mcpAnswers(Greetings greetings, CallStreams streams, CatalogueProperties properties) {
        return new McpAnswers(greetings, streams, properties.refresh().toMillis());
    }

    @Bean
    RestDoor restDoor() {
        return new RestDoor();
    }

    @Bean
    RestAnswers restAnswers() {
        return new RestAnswers();
    }

    @Bean
    DiscoveryAnswers discoveryAnswers() {
        return new DiscoveryAnswers();
    }

    @Bean
    LoginAnswers loginAnswers() {
        return new LoginAnswers();
    }
}
