package com.datacline.gateway.openapi;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.ApiAnswer;
import com.datacline.gateway.call.ApiCall;
import com.datacline.gateway.call.ApiStep;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Challenge;
import com.datacline.gateway.call.Challenged;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.SingleCall;
import com.datacline.gateway.call.UpstreamCall;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.registry.Registry;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Route steps {@code request}, {@code answer}, {@code restore} and {@code fallBack}: calls for servers that are REST APIs, and what becomes of
 * their answers. To be asked what the server is means to look at its document anew.
 */
public final class OpenApis {
    private final Supplier<Registry> registry;
    private final Documents documents;

    public OpenApis(Supplier<Registry> registry) {
        this.registry = registry;
        this.documents = new Documents(registry);
    }

    /**
     * Returns the request that a call makes, or its answer where nobody has to be asked.
     *
     * @throws CallFailed with {@code invalid_arguments} if a tool's arguments are not what it takes
     */
    public ApiStep request(@Body UpstreamCall call) {
        SingleCall single = call.call();
        McpServer server = call.server();
        return switch (single.operation().action()) {
            case GET_SERVER_INFO -> {
                ApiCall wanted = documents.request(server, address(server), call);
                yield wanted == null
                        ? new Answer(documents.reload(server, address(server)).info())
                        : wanted;
            }
            case LIST_TOOLS -> new Answer(held(server).document().tools());
            case INVOKE_TOOL -> {
                Documents.Held held = held(server);
                ApiOperation operation = operation(server, held, single);
                held.check().check(operation, single.operation().arguments());
                yield RequestWriter.write(operation, single.operation().arguments(), call);
            }
            default ->
                throw new CallFailed(
                        FailureCode.UNKNOWN_METHOD,
                        "server " + server.name() + " is a REST API: it has tools, and no "
                                + single.operation().action().method());
        };
    }

    /**
     * Returns what an API's answer means.
     *
     * @throws Challenged if it wants a credential, or another one
     * @throws CallFailed if it is the document, and no tools can be made of it
     */
    public Answer answer(@Body ApiAnswer answer) {
        SingleCall single = answer.call().decided().call();
        McpServer server = answer.call().decided().server();
        if (answer.status() == 401) {
            throw new Challenged(
                    server.name(),
                    new Challenge(
                            answer.status(),
                            String.join(", ", answer.headers().getOrDefault("WWW-Authenticate", List.of()))));
        }
        return single.operation().action() == Action.GET_SERVER_INFO
                ? new Answer(documents.learn(server, address(server), answer).info())
                : ResultReader.read(operation(server, held(server), single), answer);
    }

    /** Returns the call that a request was made of, for whoever wants to begin anew with it. */
    public UpstreamCall restore(@Body Object body) {
        return switch (body) {
            case ApiAnswer answer -> answer.call().decided();
            case ApiCall request -> request.decided();
            case UpstreamCall call -> call;
            default -> throw new IllegalStateException("no call for a REST API: " + body.getClass());
        };
    }

    /**
     * Returns what the last good document says, if that is what was asked for and there is one.
     *
     * @throws CallFailed the one that is given, if not
     */
    public Answer fallBack(@ExchangeException CallFailed why, @Variable("call") SingleCall call) {
        boolean asked = call.operation().action() == Action.GET_SERVER_INFO && !(why instanceof Challenged);
        ApiDocument last = asked ? documents.keep(server(call), String.valueOf(why.getMessage())) : null;
        if (last == null) {
            throw why;
        }
        return new Answer(last.info());
    }

    /** Returns what is wrong with the document of a server, while an earlier one is in force; or null. */
    public @Nullable String problem(String server) {
        return registry.get().server(server).map(documents::problem).orElse(null);
    }

    private Documents.Held held(McpServer server) {
        Documents.Held held = documents.get(server);
        if (held == null) {
            throw new CallFailed(
                    FailureCode.UPSTREAM_UNREACHABLE,
                    "the OpenAPI document of server " + server.name() + " has not been read yet");
        }
        return held;
    }

    private static ApiOperation operation(McpServer server, Documents.Held held, SingleCall call) {
        ApiOperation operation =
                held.document().operations().get(call.operation().subject());
        if (operation == null) {
            throw new CallFailed(
                    FailureCode.UNKNOWN_TOOL,
                    "server " + server.name() + " has no tool "
                            + call.operation().subject());
        }
        return operation;
    }

    private McpServer server(SingleCall call) {
        return registry.get()
                .server(call.server())
                .orElseThrow(() -> new CallFailed(FailureCode.UNKNOWN_SERVER, "no server is named " + call.server()));
    }

    private static Address.OpenApi address(McpServer server) {
        if (server.address() instanceof Address.OpenApi api) {
            return api;
        }
        throw new IllegalStateException(server + " is no REST API");
    }
}
