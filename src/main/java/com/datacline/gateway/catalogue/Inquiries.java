package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.Deadline;
import com.datacline.gateway.call.Operation;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.SingleCall;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

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
        return inquiry.questions().stream()
                .map(list -> question(inquiry.server(), list))
                .toList();
    }

    /** Takes the answer to one of them. */
    public void note(
            @Body Reply reply, @Variable("inquiry") Inquiry inquiry, @Variable("question") SingleCall question) {
        inquiry.note(question.operation().action(), reply);
    }

    private SingleCall question(String server, Action action) {
        return SingleCall.ofGateway(server, Operation.list(action), Deadline.in(properties.timeout()));
    }
}
