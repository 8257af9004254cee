package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteCheck;
import com.datacline.gateway.routes.RouteFault;
import com.datacline.gateway.routes.RouteFile;
import com.datacline.gateway.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The rules for route files, each in a class of its own; {@code docs/reference/route-rules.md} has them for people. */
public final class RouteRules implements RouteCheck {
    private final PropertyRule properties;
    private @Nullable SchemaRule schema;

    /** @param settings tells whether there is a setting of that name */
    public RouteRules(Predicate<String> settings) {
        this.properties = new PropertyRule(settings);
    }

    @Override
    public List<RouteFault> ofTexts(List<RouteFile> files) {
        SchemaRule shape = schema();
        List<RouteFault> faults = new ArrayList<>();
        for (RouteFile file : files) {
            try {
                RouteText text = RouteText.of(file);
                text.document()
                        .repeated()
                        .forEach(twice -> faults.add(
                                new RouteFault(text.name(), twice.line(), twice.key() + " " + twice.reason())));
                faults.addAll(shape.judge(text));
            } catch (YamlDocument.Unreadable e) {
                faults.add(new RouteFault(file.name(), e.line(), "not valid YAML: " + e.getMessage()));
            }
        }
        return inOrder(faults);
    }

    @Override
    public List<RouteFault> ofModel(
            DefaultCamelContext context, Path folder, List<RouteFile> files, Set<String> servers) {
        List<RouteText> texts = files.stream().map(RouteText::of).toList();
        List<RouteFault> twice = TwiceRule.judge(texts);
        if (!twice.isEmpty()) {
            // Camel has kept one of each, so that what it has loaded is not what was written.
            return inOrder(twice);
        }
        Places places = new Places(folder, files);
        RouteSet set = RouteSet.of(context, places);
        List<RouteFault> faults = new ArrayList<>(NameRule.judge(context, places));
        texts.forEach(text -> faults.addAll(properties.judge(text)));
        faults.addAll(LinkRule.judge(set, servers));
        faults.addAll(LinkRule.configurations(context, places));
        faults.addAll(PartRule.judge(set, context));
        faults.addAll(DatabaseRule.judge(texts, context));
        faults.addAll(ExpressionRule.judge(set, context));
        faults.addAll(WayRule.judge(set));
        faults.addAll(ShapeRule.judge(set));
        faults.addAll(RecordRule.judge(set));
        return inOrder(faults);
    }

    private static List<RouteFault> inOrder(List<RouteFault> faults) {
        return faults.stream()
                .distinct()
                .sorted(Comparator.comparing(RouteFault::file)
                        .thenComparingInt(RouteFault::line)
                        .thenComparing(RouteFault::reason))
                .toList();
    }

    /** Kept, because reading it takes long. */
    private synchronized SchemaRule schema() {
        if (schema == null) {
            schema = SchemaRule.load();
        }
        return schema;
    }
}
