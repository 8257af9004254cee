package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Resolution;
import com.datacline.gateway.call.Sight;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.TaskName;
import com.datacline.gateway.call.TaskNames;
import com.datacline.gateway.registry.McpServer;
import com.datacline.gateway.security.Caller;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code resolve}: finds out which server, or servers, a request is about. */
public final class Resolver {
    private final Supplier<Snapshot> catalogue;
    private final Links links;
    private final TaskNames taskNames;

    public Resolver(Supplier<Snapshot> catalogue, Links links, TaskNames taskNames) {
        this.catalogue = catalogue;
        this.links = links;
        this.taskNames = taskNames;
    }

    /**
     * Returns a call on one server or on many, or the reason why there is nothing to call.
     *
     * @param sight what the caller may know of: reasons name nothing else
     */
    public Resolution resolve(
            @Body CallRequest request, @Variable("caller") Caller caller, @Variable("sight") @Nullable Sight sight) {
        View view = new View(catalogue.get(), sight == null ? Sight.NOTHING : sight);
        return switch (request.target()) {
            case Target.Exposed() -> exposed(request, view, caller);
            case Target.OnServer(String server) -> SingleCalls.onServer(request, view, server, request.operation());
            case Target.Catalogue() -> ToolSearches.read(request, false);
            case Target.Providers() -> BroadcastCalls.providers(request, view);
            case Target.Across across -> BroadcastCalls.across(request, view, across);
        };
    }

    private Resolution exposed(CallRequest request, View view, Caller caller) {
        return switch (request.operation().action()) {
            case INVOKE_TOOL -> tool(request, view);
            case GET_PROMPT -> prompt(request, view);
            case READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE -> resource(request, view);
            case COMPLETE -> completion(request, view);
            case GET_TASK, UPDATE_TASK, CANCEL_TASK, WATCH_TASK -> task(request, view, caller);
            default ->
                throw new IllegalStateException(
                        request.operation().action() + " is about a server, not about an exposed name");
        };
    }

    private static Resolution tool(CallRequest request, View view) {
        String name = request.operation().subject();
        ExposedTool tool = view.all().tools().get(name);
        return switch (tool) {
            case ExposedTool.OfServer one ->
                SingleCalls.single(
                        request, view, one.server(), request.operation().renamed("name", one.tool()));
            case ExposedTool.OfMany many -> {
                BroadcastArguments given =
                        BroadcastArguments.read(request.operation().arguments());
                yield BroadcastCalls.fanOut(request, view, many.tool(), many.servers(), given);
            }
            case ExposedTool.OfTag tag -> {
                BroadcastArguments given =
                        BroadcastArguments.read(request.operation().arguments());
                yield given.toolName() == null
                        ? new Failure(FailureCode.INVALID_ARGUMENTS, "'tool_name' is required for tag-based broadcast")
                        : BroadcastCalls.fanOut(request, view, given.toolName(), tag.servers(), given);
            }
            case ExposedTool.OfGateway own -> ToolSearches.read(request, true);
            case null -> {
                Resolution elsewhere = elsewhere(request, view);
                yield elsewhere == null ? Unknown.tool(name, view) : elsewhere;
            }
        };
    }

    private static Resolution prompt(CallRequest request, View view) {
        ExposedItem prompt = view.all().prompts().get(request.operation().subject());
        if (prompt != null) {
            return SingleCalls.single(
                    request, view, prompt.server(), request.operation().renamed("name", prompt.own()));
        }
        Resolution elsewhere = elsewhere(request, view);
        return elsewhere == null ? Unknown.prompt(request.operation().subject(), view) : elsewhere;
    }

    private Resolution resource(CallRequest request, View view) {
        Operation operation = request.operation();
        return switch (Whereabouts.ofResource(operation.subject(), view, links)) {
            case Whereabouts.Nowhere(Failure why) -> why;
            case Whereabouts.At(String server, String uri) ->
                SingleCalls.onServer(request, view, server, operation.renamed("uri", uri));
        };
    }

    private Resolution task(CallRequest request, View view, Caller caller) {
        Operation operation = request.operation();
        TaskName task = taskNames.read(operation.subject(), caller);
        return task == null || view.all().registry().server(task.server()).isEmpty()
                ? new Failure(FailureCode.UNKNOWN_TASK, "no task is known by the id it is asked for")
                : SingleCalls.onServer(request, view, task.server(), operation.renamed("taskId", task.id()));
    }

    /** What is completed is an argument of a prompt or of a resource template. */
    private Resolution completion(CallRequest request, View view) {
        Operation operation = request.operation();
        boolean ofPrompt = operation.params().at("/ref/type").asText().equals("ref/prompt");
        Whereabouts where = ofPrompt
                ? Whereabouts.ofPrompt(operation.subject(), view)
                : Whereabouts.ofTemplate(operation.subject(), view, links);
        return switch (where) {
            case Whereabouts.Nowhere(Failure why) -> why;
            case Whereabouts.At(String server, String own) -> {
                Operation completion = new Operation(
                        operation.action(), own, operation.params().deepCopy());
                completion.params().withObject("/ref").put(ofPrompt ? "name" : "uri", own);
                yield SingleCalls.onServer(request, view, server, completion);
            }
        };
    }

    /** A server that could not be asked for its lists may well have the name: then it is the server that says no. */
    private static @Nullable Resolution elsewhere(CallRequest request, View view) {
        Operation operation = request.operation();
        String name = operation.subject();
        int separator = name.indexOf("__");
        if (separator <= 0) {
            return null;
        }
        String own = name.substring(separator + 2);
        for (McpServer server : view.all().registry().servers().values()) {
            boolean meant = server.prefix().equals(name.substring(0, separator));
            boolean unsure = view.all().offer(server.name()).problem() != null
                    && (operation.action() != Action.INVOKE_TOOL || server.exposes(own));
            boolean quarantined = view.all().offer(server.name()).quarantined().containsKey(own)
                    && operation.action() == Action.INVOKE_TOOL;
            if (meant && (!server.enabled() || unsure || quarantined)) {
                return SingleCalls.onServer(request, view, server.name(), operation.renamed("name", own));
            }
        }
        return null;
    }
}
