package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Shapes;
import com.datacline.gateway.call.SingleCall;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route steps {@code introduce}, {@code questions} and {@code note}: how one server is asked what it offers. */
public final class Inquiries {
    private final CatalogueProperties properties;

    public Inquiries(CatalogueProperties properties) {
        this.properties = properties;
    }

    /** Returns the first question: what the server is, and what it can do. */
    public SingleCall introduce(@Body Inquiry inquiry) {
        return question(inquiry.server(), Action.GET_SERVER_INFO);
    }

    /** Returns the questions that follow from what it said it can do; none if it did not answer. */
    public List<SingleCall> questions(@Body Reply introduction, @Variable("inquiry") Inquiry inquiry) {
        inquiry.note(Action.GET_SERVER_INFO, introduction);
        Stream<SingleCall> lists = inquiry.questions().stream().map(list -> question(inquiry.server(), list));
        return (inquiry.tells() ? Stream.concat(Stream.of(listen(inquiry.server())), lists) : lists).toList();
    }

    /**
     * Takes the answer to one of them.
     *
     * @param shapes how the tools in it are to be shown, if routes say so
     */
    public void note(
            @Body Reply reply,
            @Variable("inquiry") Inquiry inquiry,
            @Variable("question") SingleCall question,
            @Variable("shapes") @Nullable Shapes shapes) {
        inquiry.note(question.operation().action(), reply);
        if (shapes != null) {
            inquiry.note(shapes);
        }
    }

    /** Asks the server to say when a list changes; asked again, it makes no difference. */
    private SingleCall listen(String server) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.putObject("notifications")
                .put("toolsListChanged", true)
                .put("promptsListChanged", true)
                .put("resourcesListChanged", true);
        return SingleCall.ofGateway(
                server, new Operation(Action.LISTEN, "", params), Deadline.in(properties.timeout()));
    }

    private SingleCall question(String server, Action action) {
        return SingleCall.ofGateway(server, Operation.list(action), Deadline.in(properties.timeout()));
    }
}
