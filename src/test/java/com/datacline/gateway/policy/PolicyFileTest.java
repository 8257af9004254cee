package com.datacline.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
    private static final String OPEN = "default: allow\nrules:\n  - {name: one, action: allow}\n";
    private static final String CLOSED = OPEN + "  - {name: two, action: deny, priority: 1}\n";

    @TempDir
    private Path folder;

    private Path file;
    private final List<PolicyNews> news = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("policy.yaml"), CLOSED);
    }

    @Test
    void a_changed_file_is_in_force_once_it_has_stayed_the_same() throws IOException {
        PolicyFile policy = policy();

        write(OPEN);
        policy.refresh();
        assertThat(rules(policy)).isEqualTo(2);
        policy.refresh();
        assertThat(rules(policy)).isEqualTo(1);
        policy.refresh();

        assertThat(news).singleElement().isInstanceOfSatisfying(PolicyNews.Changed.class, changed -> {
            assertThat(changed.rules()).isEqualTo(1);
            assertThat(changed.hash()).hasSize(64);
        });
    }

    @Test
    void half_of_a_policy_is_none_although_it_could_be_read() throws IOException {
        PolicyFile policy = policy();

        write(OPEN);
        policy.refresh();
        write(CLOSED + "  - {name: three, action: deny}\n");
        policy.refresh();
        assertThat(rules(policy)).isEqualTo(2);
        policy.refresh();

        assertThat(rules(policy)).isEqualTo(3);
        assertThat(news).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_used_changes_nothing_and_is_told_once() throws IOException {
        PolicyFile policy = policy();

        looks(policy, "rules: [{name: one, action: permit}]\n");
        looks(policy, "rules: [{name: one, action: permit}]\n");

        assertThat(rules(policy)).isEqualTo(2);
        assertThat(policy.status().problem()).startsWith("policy.yaml:1 rules.0.action: must be one of");
        assertThat(news).hasSize(1).first().isInstanceOf(PolicyNews.Rejected.class);

        looks(policy, "rules: [\n");
        assertThat(news).hasSize(2);
        looks(policy, OPEN);
        assertThat(policy.status()).isEqualTo(new PolicyStatus(file.toString(), true, 1, null));
    }

    @Test
    void a_file_that_disappears_leaves_its_policy_and_may_come_back() throws IOException {
        PolicyFile policy = policy();

        Files.delete(file);
        policy.refresh();
        policy.refresh();
        assertThat(rules(policy)).isEqualTo(2);
        assertThat(policy.status().problem()).endsWith("the file is gone");

        looks(policy, CLOSED);
        assertThat(policy.status().problem()).isNull();
    }

    @Test
    void what_is_no_text_changes_nothing() throws IOException {
        PolicyFile policy = policy();

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        policy.refresh();
        policy.refresh();
        assertThat(policy.status().problem()).contains("cannot be read");

        looks(policy, CLOSED);
        assertThat(policy.status().problem()).isNull();
        assertThat(rules(policy)).isEqualTo(2);
    }

    @Test
    void a_policy_that_was_asked_for_must_be_there() throws IOException {
        Files.delete(file);

        assertThatThrownBy(this::policy).isInstanceOf(InvalidPolicy.class).hasMessageContaining("no such file");
    }

    private PolicyFile policy() {
        PolicyFile policy = new PolicyFile(new PolicyProperties(file));
        policy.onChange(news::add);
        return policy;
    }

    private void looks(PolicyFile policy, String text) throws IOException {
        write(text);
        policy.refresh();
        policy.refresh();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private static int rules(PolicyFile policy) {
        return policy.get().orElseThrow().rules().size();
    }
}
