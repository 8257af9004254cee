package com.datacline.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class RecordedTest {
    private final CallRequest request = request();
    private final Object call = new Object();
    private final Answer answer = new Answer(JsonNodeFactory.instance.objectNode());

    @Test
    void an_answer_goes_out_with_the_mark_of_its_own_request_and_call() {
        assertThat(Recorded.only(answer, request, call, new Recorded(request, call)))
                .isSameAs(answer);
        assertThat(Recorded.only(answer, request, null, new Recorded(request, null)))
                .isSameAs(answer);
    }

    @Test
    void no_mark_or_that_of_another_request_or_call_keeps_it_in() {
        assertThat(code(Recorded.only(answer, request, call, null))).isEqualTo(FailureCode.INTERNAL);
        assertThat(code(Recorded.only(answer, request, call, new Recorded(request(), call))))
                .isEqualTo(FailureCode.INTERNAL);
        assertThat(code(Recorded.only(answer, request, call, new Recorded(request, new Object()))))
                .isEqualTo(FailureCode.INTERNAL);
        assertThat(code(Recorded.only(answer, null, call, null))).isEqualTo(FailureCode.INTERNAL);
    }

    @Test
    void what_a_server_said_in_a_failure_is_kept_in_and_the_gateways_own_words_are_not() {
        Failure ofServer = new Failure(FailureCode.UPSTREAM_ERROR, "what the server said");
        assertThat(code(Recorded.only(ofServer, request, call, null))).isEqualTo(FailureCode.INTERNAL);
        Failure own = new Failure(FailureCode.AUDIT_UNAVAILABLE, "the journal is full");
        assertThat(Recorded.only(own, request, call, null)).isSameAs(own);
    }

    @Test
    void what_is_no_call_needs_no_record() {
        assertThat(Recorded.only(answer, null, null, null)).isSameAs(answer);
        assertThat(Recorded.only(answer, "a greeting", null, null)).isSameAs(answer);
    }

    private static FailureCode code(Reply reply) {
        return reply instanceof Failure failure ? failure.code() : FailureCode.CANCELLED;
    }

    private static CallRequest request() {
        return CallRequest.now(Era.MODERN, new Target.Exposed(), Operation.subscribe("a:b"), Terms.ALL);
    }
}
