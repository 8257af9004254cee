package com.datacline.gateway.shaping;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.ClientStream.Dialogue;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Step of {@code kamelet:require-approval}: has the client ask a person before the call is made. */
public final class RequireApproval {
    private static final int LONGEST_ARGUMENTS = 1000;
    private static final String CONFIRMATION = "approve";

    private String message = "Call {tool} of {server} with {arguments}?";

    /** @param message what the person is asked; {tool}, {server} and {arguments} stand for those of the call */
    public void setMessage(String message) {
        this.message = message;
    }

    /**
     * Lets a call pass to which a person has said yes, and asks if nobody has; refuses it if the person says no or cannot be
     * asked.
     *
     * @param route the route that wants it
     */
    public void approve(@Variable("held") HeldUp held, @Variable("route") String route) {
        Confirmed confirmed = held.confirmed();
        if (confirmed.routes().contains(route)) {
            return;
        }
        if (!confirmed.response().isMissingNode()) {
            decide(held, route, confirmed.response(), Duration.ZERO);
            return;
        }
        Failure unable = whyNot(held);
        if (unable != null) {
            held.refuse(unable);
        } else if (held.client().dialogue() == Dialogue.RESULT) {
            held.answer(held.confirmations().ask(held.call(), held.caller(), confirmed.routes(), question(held)));
        } else {
            askOnStream(held, route);
        }
    }

    private void askOnStream(HeldUp held, String route) {
        long asked = System.nanoTime();
        try {
            ObjectNode said = held.client().ask("elicitation/create", question(held), held.cancellation());
            decide(held, route, said.path("result"), Duration.ofNanos(System.nanoTime() - asked));
        } catch (CallFailed e) {
            held.refuse(e.failure());
        }
    }

    private static void decide(HeldUp held, String route, JsonNode response, Duration waited) {
        boolean yes = response.path("action").asText().equals("accept")
                && response.path("content").path(CONFIRMATION).asBoolean(false);
        if (yes) {
            held.confirm(route, waited);
        } else {
            held.refuse(denied("the person who was asked did not approve it"));
        }
    }

    private static @Nullable Failure whyNot(HeldUp held) {
        if (held.call().parentId() != null) {
            return denied("it needs a person's approval, which a broadcast cannot ask for; call the server alone");
        }
        if (held.client().dialogue() == Dialogue.NONE) {
            return denied("it needs a person's approval, and this caller cannot be asked;"
                    + " an MCP client with elicitation can");
        }
        JsonNode elicitation = held.client().capabilities().path("elicitation");
        if (elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"))) {
            return null;
        }
        String why = "the call needs a person's approval, and the client did not declare elicitation";
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("code", FailureCode.MISSING_CAPABILITY.rpcCode())
                .put("message", why);
        error.putObject("data").putObject("requiredCapabilities").putObject("elicitation");
        return new Failure(FailureCode.MISSING_CAPABILITY, why, error);
    }

    private ObjectNode question(HeldUp held) {
        String arguments = new String(WireJson.bytes(held.call().operation().arguments()), StandardCharsets.UTF_8);
        String shown =
                arguments.length() > LONGEST_ARGUMENTS ? arguments.substring(0, LONGEST_ARGUMENTS) + "..." : arguments;
        ObjectNode params = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "message",
                        message.replace("{tool}", held.call().operation().subject())
                                .replace("{server}", held.call().server())
                                .replace("{arguments}", shown));
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        schema.putObject("properties")
                .putObject(CONFIRMATION)
                .put("type", "boolean")
                .put("title", "Approve")
                .put("description", "Whether the call may be made");
        schema.putArray("required").add(CONFIRMATION);
        return params;
    }

    private static Failure denied(String why) {
        return new Failure(FailureCode.DENIED, "the call was not made: " + why);
    }
}
