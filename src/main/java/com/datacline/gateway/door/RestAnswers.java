package com.datacline.gateway.door;

import com.datacline.gateway.call.Accepted;
import com.datacline.gateway.call.Answer;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.PreparedItems;
import com.datacline.gateway.call.Recorded;
import com.datacline.gateway.call.Reply;
import com.datacline.gateway.call.Target;
import com.datacline.gateway.call.WireJson;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Route step {@code write} of the REST door: a reply in the shapes that scripts and the command line know. */
public final class RestAnswers {

    /**
     * Returns the answer to a call, but none that was not recorded.
     *
     * @param view {@code payload} to get what the tool itself said, instead of the whole MCP result
     */
    public HttpAnswer write(
            @Body Reply reply,
            @Variable("request") @Nullable Object asked,
            @Variable("call") @Nullable Object call,
            @Variable(Recorded.VARIABLE) @Nullable Recorded recorded,
            @Header("result") @Nullable String view,
            @Header("Accept-Encoding") @Nullable String encodings) {
        return switch (Recorded.only(reply, asked, call, recorded)) {
            case Accepted accepted -> problem(204, "", "");
            case Failure failure -> failure(failure);
            case Answer answer
            when asked instanceof CallRequest request -> json(shape(answer, request, "payload".equals(view)));
            case Answer answer
            when answer.prepared() instanceof PreparedItems items ->
                PreparedAnswer.encoded(
                        PreparedAnswer.json(PreparedAnswer.frame(answer.result(), items), items), encodings);
            case Answer answer -> json(answer.result());
        };
    }

    /** Returns a failure as {@code {"detail", "code"}} with its status, and with {@code retry_after} if it is worth a retry. */
    public static HttpAnswer failure(Failure failure) {
        ObjectNode body = body(failure.message(), failure.code().wireName());
        if (failure.retryAfter() != null) {
            body.put("retry_after", failure.retrySeconds());
        }
        return HttpAnswer.json(failure.code().status(), WireJson.bytes(body)).retryable(failure);
    }

    /** Returns {@code {"detail", "code"}}. */
    public static HttpAnswer problem(int status, String detail, String code) {
        return HttpAnswer.json(status, WireJson.bytes(body(detail, code)));
    }

    private static ObjectNode body(String detail, String code) {
        return JsonNodeFactory.instance.objectNode().put("detail", detail).put("code", code);
    }

    private static HttpAnswer json(ObjectNode body) {
        return HttpAnswer.json(200, WireJson.bytes(body));
    }

    private static ObjectNode shape(Answer answer, CallRequest request, boolean payload) {
        return switch (request.target()) {
            case Target.OnServer(String server) -> RestShapes.ofServer(answer.result(), request, server, payload);
            case Target.Across across -> RestShapes.ofBroadcast(answer.result(), payload);
            case Target.Providers providers -> RestShapes.ofProviders(answer.result(), request);
            case Target.Exposed exposed -> answer.result();
            case Target.Catalogue catalogue -> RestShapes.ofCatalogue(answer.result());
        };
    }
}
