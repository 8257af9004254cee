package com.datacline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.ListRequest;
import com.datacline.gateway.call.Listing;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.policy.Policies;
import com.datacline.gateway.policy.Policy;
import com.datacline.gateway.policy.PolicyFile;
import com.datacline.gateway.policy.PolicyProperties;
import com.datacline.gateway.registry.Pinning;
import com.datacline.gateway.registry.Registry;
import com.datacline.gateway.security.Caller;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What lists cost in a large house. */
class ManyToolsTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Registry REGISTRY = ManyTools.registry(ManyTools.SERVERS);

    @TempDir
    Path folder;

    @Test
    void measured() throws IOException {
        Map<String, Offer> offers = ManyTools.offers(ManyTools.SERVERS);
        Snapshot snapshot = Snapshot.of(REGISTRY, Map.copyOf(offers));
        for (Policy policy : new Policy[] {Policies.open(), policy()}) {
            Listings listings = listings(snapshot);
            Caller caller = new Caller("ana", Set.of("role3"), Set.of("/g"), Set.of("mcp"));
            ListRequest request = ListRequest.now(Era.LEGACY, Action.LIST_TOOLS, null, null);
            double[] micros = new double[5];
            int rounds = 10;
            for (int round = -3; round < rounds; round++) {
                if (round == 0) {
                    micros = new double[5];
                }
                long t0 = cpu();
                Sight sight = policy.sight(caller);
                Listing listing = listings.list(request, sight);
                long t1 = cpu();
                Listing visible = policy.visible(listing, caller);
                long t2 = cpu();
                Answer answer = listings.page(visible);
                long t3 = cpu();
                byte[] bytes = answer.prepared().json();
                long t4 = cpu();
                micros[0] += (t1 - t0) / 1e3 / rounds;
                micros[1] += (t2 - t1) / 1e3 / rounds;
                micros[2] += (t3 - t2) / 1e3 / rounds;
                micros[3] += (t4 - t3) / 1e3 / rounds;
                micros[4] = bytes.length;
            }
            System.out.printf(
                    "list %.0f us, visible %.0f us, page %.0f us, write %.0f us, %.0f bytes%n",
                    micros[0], micros[1], micros[2], micros[3], micros[4]);
        }
        Map<String, Offer> changed = new HashMap<>(offers);
        for (int round = 0; round < 5; round++) {
            changed.put("s7", ManyTools.offer(7, "round " + round));
            long begin = cpu();
            Snapshot next = Snapshot.of(REGISTRY, Map.copyOf(changed), -1, snapshot);
            long made = cpu();
            int changes = next.changes(snapshot).size();
            System.out.printf(
                    "snapshot %d us, changes %d us (%d)%n", (made - begin) / 1000, (cpu() - made) / 1000, changes);
            snapshot = next;
        }
        assertThat(snapshot.tools()).hasSizeGreaterThan(20_000);
    }

    private static long cpu() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private Policy policy() throws IOException {
        StringBuilder text = new StringBuilder("default: deny\nroles:\n");
        for (int i = 0; i < 10; i++) {
            text.append("  role")
                    .append(i)
                    .append(": {permissions: [\"mcp:s*")
                    .append(i)
                    .append(":*\"]}\n");
        }
        text.append("rules:\n");
        for (int i = 0; i < 20; i++) {
            text.append("  - {name: r")
                    .append(i)
                    .append(", action: ")
                    .append(i % 2 == 0 ? "deny" : "allow")
                    .append(", condition: {group: [\"/g\", \"/h")
                    .append(i)
                    .append("\"], tool: \"*_")
                    .append(i)
                    .append("\", mcp_server: \"s")
                    .append(i)
                    .append("*\"}}\n");
        }
        Path file = Files.writeString(folder.resolve("policy.yaml"), text);
        return Policies.of(
                new PolicyFile(new PolicyProperties(file)), com.datacline.gateway.policy.Facts.NONE, Clock.systemUTC());
    }

    private static Listings listings(Snapshot snapshot) {
        return new Listings(
                () -> snapshot,
                new CatalogueProperties(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        "false",
                        "gateway-admin",
                        Path.of("data"),
                        0,
                        DataSize.ofMegabytes(64),
                        200),
                new Quarantine(Pinning.FALSE, Path.of("target/no-pins"), event -> {}));
    }
}
