package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream;
import com.datacline.gateway.call.JsonRpc;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What passes between a server and a client during a call without being asked for or answered. */
final class Relay {
    private final ServerClient server;
    private final ClientStream client;
    private final Questions questions;

    Relay(ServerClient server, ClientStream client, Questions questions) {
        this.server = server;
        this.client = client;
        this.questions = questions;
    }

    /** Progress bears the token that the client knows; what is said of lists is for the catalogue. */
    void tell(ObjectNode notification, long id) {
        String method = notification.path("method").asText();
        if (method.equals("notifications/cancelled")) {
            questions.cancelled(notification);
        } else if (method.endsWith("/list_changed")) {
            server.listChanged(notification);
        } else if (!method.equals("notifications/progress")) {
            client.tell(server.name(), notification);
        } else if (notification.path("params").path("progressToken").asLong(-1) == id) {
            tellProgress(notification, client.progressToken());
        }
    }

    private void tellProgress(ObjectNode notification, @Nullable JsonNode token) {
        if (token != null) {
            ObjectNode known = notification.deepCopy();
            known.withObject("/params").set("progressToken", token);
            client.tell(server.name(), known);
        }
    }

    /** Tells a legacy server that nobody waits any more, if it does not hear it anyway (2025-11-25, utilities, cancellation). */
    static void cancel(Session session, long id, String reason, ScheduledExecutorService clock) {
        if (!(session instanceof LegacySession legacy) || session.wire().isChannel()) {
            return;
        }
        ObjectNode notification = JsonRpc.cancelled(LongNode.valueOf(id), reason);
        Thread.startVirtualThread(() -> {
            try (InFlight errand = InFlight.brief("", clock)) {
                legacy.wire().post(notification, legacy.headers(), legacy.credential(), errand);
            } catch (CallFailed e) {
                // It will finish its work for nobody.
            }
        });
    }
}
