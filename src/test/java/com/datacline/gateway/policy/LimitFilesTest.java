package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitFilesTest {

    @Test
    void a_limit_is_what_its_file_says() {
        Limit limit = new PolicyReader().read("policy.yaml", """
                        limits:
                          - name: each-caller
                            description: Nobody may flood a server.
                            per: [caller, server]
                            condition: {role: analyst, tool: "search*"}
                            requests: 100
                            within: 2h
                            burst: 20
                            concurrent: 5
                        """).limits().getFirst();

        assertThat(limit.rate()).isEqualTo(new Rate(100, Duration.ofHours(2), 20));
        assertThat(limit.concurrent()).isEqualTo(5);
        assertThat(limit.line()).isEqualTo(2);
        assertThat(limit.holder()).isEqualTo("each caller and server");
        assertThat(limit.conditions()).hasSize(2);
    }

    @Test
    void bad_limits_are_refused_with_all_faults_and_their_lines() {
        Throwable refusal = catchThrowable(() -> new PolicyReader().read("policy.yaml", """
                limits:
                  - {name: a, requests: 0, within: 1m}
                  - {name: b, requests: 5}
                  - {name: c, per: [user], concurrent: 1}
                  - {name: d}
                  - {name: e, concurrent: 1, burst: 5}
                  - {name: f, requests: 5, within: a minute}
                  - {name: g, requests: 5, within: 400d}
                  - {name: h, concurrent: many}
                  - {requests: 5, within: 1m}
                  - {name: i, concurrent: 1}
                  - {name: i, concurrent: 2}
                  - {name: j, concurrent: 1, condition: {when: "args.limit <"}}
                  - {name: k, concurrent: 1, window: 1m}
                """));

        assertThat(refusal)
                .isInstanceOf(InvalidPolicy.class)
                .message()
                .startsWith("""
                        policy.yaml:2 limits.0.requests: must be at least 1, was 0
                        policy.yaml:3 limits.1.requests: needs within: in which time there may be so many
                        policy.yaml:4 limits.2.per.0: must be one of caller, server, tool, was "user"
                        policy.yaml:5 limits.3: limits nothing: needs requests (and within), or concurrent, or both
                        policy.yaml:6 limits.4.burst: means nothing without requests
                        policy.yaml:7 limits.5.within: must be a duration such as 30s, 10m, 2h or 1d, was "a minute"
                        policy.yaml:8 limits.6.within: must be at most 31d, was "400d"
                        policy.yaml:9 limits.7.concurrent: must be a whole number, was "many"
                        policy.yaml:10 limits.8: needs the key name
                        policy.yaml:12 limits.10.name: another limit is named "i"
                        policy.yaml:13 limits.11.condition.when: """)
                .contains("policy.yaml:14 limits.12.window: unknown key");
    }
}
