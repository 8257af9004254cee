package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.yaml.YamlDocument;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;

/**
 * A team's routes do not name what leads to the gateway's own database, where the audit trail is. Those are the files of a
 * folder below, and any file with a tool in it; {@code sql:} asks the database of tools by itself.
 */
final class DatabaseRule {
    /** Keys whose value may be the bare name of a bean. */
    private static final Set<String> REFERENCES =
            Set.of("bean", "beanRef", "dataSource", "method", "process", "ref", "template");

    private final Set<String> names;
    private final Pattern mention;

    private DatabaseRule(Set<String> names) {
        this.names = names;
        String any = Stream.concat(names.stream(), Stream.of(DataSource.class.getName()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(", ")(?![\\w.-])"));
        // as #name, as an option's bare value, and as bean:name in an address or an expression
        this.mention = Pattern.compile(
                "(?:(?:#|%23)(?:bean:|type:)?|\\b(?:dataSource|template)=|\\b(?:bean|jdbc|ref):)" + any);
    }

    static List<RouteFault> judge(List<RouteText> texts, DefaultCamelContext context) {
        List<RouteText> teams = texts.stream().filter(DatabaseRule::isOfTeam).toList();
        if (teams.isEmpty()) {
            return List.of();
        }
        DatabaseRule rule = new DatabaseRule(own(context));
        List<RouteFault> faults = new ArrayList<>();
        teams.forEach(text -> rule.judge(text.tree(), "", "", text, faults));
        return faults;
    }

    private static boolean isOfTeam(RouteText text) {
        return text.name().contains("/")
                || text.tree().findValuesAsText("uri").stream().anyMatch(uri -> uri.startsWith("ai-tool:"));
    }

    /** Returns the gateway's own; a file may bring beans of such a type too, which are not in Spring's context. */
    private static Set<String> own(DefaultCamelContext context) {
        Set<String> own = new LinkedHashSet<>();
        if (context.getRegistry() instanceof DefaultRegistry registry) {
            for (var repository : registry.getRepositories()) {
                if (repository instanceof ApplicationContextBeanRepository) {
                    own.addAll(repository.findByTypeWithName(DataSource.class).keySet());
                }
            }
        }
        return own;
    }

    private void judge(JsonNode node, String key, String pointer, RouteText text, List<RouteFault> faults) {
        if (node.isTextual()) {
            Matcher found = mention.matcher(node.asText());
            String name = found.find() ? found.group(1) : REFERENCES.contains(key) ? node.asText() : "";
            if (found.hasMatch() || names.contains(name)) {
                faults.add(text.fault(
                        pointer,
                        "\"" + name + "\" is the gateway's own database, which is none for a team's routes; without it"
                                + " sql: asks that of TOOLS_DATABASE_URL"));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                judge(node.get(i), key, pointer + "/" + i, text, faults);
            }
        } else {
            node.properties().forEach(property -> {
                String below = pointer + "/" + YamlDocument.escape(property.getKey());
                judge(property.getValue(), property.getKey(), below, text, faults);
            });
        }
    }
}
