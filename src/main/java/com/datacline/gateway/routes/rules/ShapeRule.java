package com.datacline.gateway.routes.rules;

import com.datacline.gateway.routes.RouteFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A route that shapes what passes a point is passed there: masks are not taken off by an edit somewhere else. */
final class ShapeRule {
    private static final String SHAPE = "shape:";
    /** What every way to a server must pass. */
    private static final Set<String> ON_THE_WAY = Set.of("shape:arguments", "shape:call", "shape:result");

    /** What begins at another one is refused by the component, which knows them all. */
    private static final Set<String> ELSEWHERE = Set.of("shape:definition", "shape:leg", "shape:broadcast");

    private ShapeRule() {}

    static List<RouteFault> judge(RouteSet set) {
        Set<String> passed = points(set.all());
        List<RouteFault> faults = new ArrayList<>();
        for (Block route : set.routes()) {
            String point = LinkRule.address(route.from());
            if (!ON_THE_WAY.contains(point) && !ELSEWHERE.contains(point)) {
                continue;
            }
            boolean missed = ON_THE_WAY.contains(point)
                    && set.routes().stream().filter(Block::isUpstream).anyMatch(way -> !points(List.of(way))
                            .contains(point));
            if (missed || !passed.contains(point)) {
                String who =
                        passed.contains(point) ? "there is a way to a server that does not pass" : "nothing passes";
                faults.add(route.fault(null, "begins with " + point + ", and " + who + " there"));
            }
        }
        return faults;
    }

    private static Set<String> points(List<Block> blocks) {
        Set<String> points = new HashSet<>();
        for (Block block : blocks) {
            Steps.walk(block.steps(), step -> Send.of(step).stream()
                    .map(send -> LinkRule.address(send.uri()))
                    .filter(address -> address.startsWith(SHAPE))
                    .forEach(points::add));
        }
        return points;
    }
}
