package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.datacline.gateway.security.Administrators;
import com.datacline.gateway.security.Caller;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code list} and {@code approve}: what an administrator sees of quarantined tools, and does about them. */
public final class Approvals {
    private final Quarantine quarantine;
    private final Catalogue catalogue;
    private final Administrators administrators;
    private final List<Consumer<Approved>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A tool that is trusted as it is now.
     *
     * @param hash of the definition
     */
    public record Approved(String server, String tool, String hash) {}

    public Approvals(Quarantine quarantine, Catalogue catalogue, Administrators administrators) {
        this.quarantine = quarantine;
        this.catalogue = catalogue;
        this.administrators = administrators;
    }

    /** Has a listener hear of approvals, for other nodes. */
    public void onApproval(Consumer<Approved> listener) {
        listeners.add(listener);
    }

    /** Takes over what was approved at another node. */
    public void takeOver(Approved approved) {
        quarantine.approvedElsewhere(approved.server(), approved.tool(), approved.hash());
        catalogue.reconsider(approved.server());
    }

    /**
     * Returns the quarantined tools with what has changed in each.
     *
     * @throws CallFailed with {@code denied} for a caller without the role
     */
    public Answer list(@Variable("caller") Caller caller) {
        administrators.require(caller);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode tools = result.putArray("tools");
        quarantine
                .all()
                .forEach((server, entries) -> entries.forEach((tool, pin) -> {
                    ObjectNode entry = tools.addObject()
                            .put("mcp_server", server)
                            .put("tool_name", tool)
                            .put("reason", pin.reason())
                            .put("pinned_sha256", pin.pinned() == null ? null : pin.pinnedHash())
                            .put("found_sha256", pin.foundHash());
                    changes(entry.putObject("changes"), pin);
                }));
        return new Answer(result.put("count", tools.size()));
    }

    /**
     * Trusts a tool as it is now. The body may be {@code {"sha256": ...}} of what has been looked at.
     *
     * @throws CallFailed with {@code denied} for a caller without the role, or if there is no such tool in quarantine
     */
    public Answer approve(
            @Header("server_name") String server,
            @Header("tool_name") String tool,
            @Body byte[] body,
            @Variable("caller") Caller caller) {
        administrators.require(caller);
        Pin pin = quarantine.find(server, tool);
        if (pin == null) {
            throw new CallFailed(
                    FailureCode.UNKNOWN_TOOL, "no tool \"" + tool + "\" of server \"" + server + "\" is quarantined");
        }
        String seen = seen(body);
        if (seen != null && !seen.equals(pin.foundHash()) || !quarantine.approve(server, tool, caller.name(), pin)) {
            throw new CallFailed(
                    FailureCode.INVALID_ARGUMENTS, "the tool has changed once more since it was looked at; look again");
        }
        catalogue.reconsider(server);
        Approved approved = new Approved(server, tool, pin.foundHash());
        listeners.forEach(listener -> listener.accept(approved));
        return new Answer(JsonNodeFactory.instance
                .objectNode()
                .put("mcp_server", server)
                .put("tool_name", tool)
                .put("approved_sha256", pin.foundHash()));
    }

    private static void changes(ObjectNode changes, Pin pin) {
        Definition was = pin.pinned() == null ? new Definition(JsonNodeFactory.instance.objectNode()) : pin.pinned();
        Definition now = pin.found() == null ? was : pin.found();
        was.changes(now).forEach(member -> {
            ObjectNode change = changes.putObject(member);
            change.set("was", was.tree().get(member));
            change.set("is", now.tree().get(member));
        });
    }

    private static @Nullable String seen(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        try {
            JsonNode given = WireJson.MAPPER.readTree(body);
            return given.hasNonNull("sha256") ? given.path("sha256").asText() : null;
        } catch (JacksonException e) {
            throw new CallFailed(FailureCode.INVALID_JSON, "the body is not JSON");
        } catch (IOException e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }
}
