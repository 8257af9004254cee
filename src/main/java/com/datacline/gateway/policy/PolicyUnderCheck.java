package com.datacline.gateway.policy;

import java.nio.file.Path;

/** A policy file apart from any gateway. */
public final class PolicyUnderCheck {
    private final PolicyRules policy;

    private PolicyUnderCheck(PolicyRules policy) {
        this.policy = policy;
    }

    /** @throws InvalidPolicy if it cannot be used; the message names all faults with their lines */
    public static PolicyUnderCheck read(Path file) {
        return new PolicyUnderCheck(new PolicyReader().read(file));
    }

    static PolicyUnderCheck read(String name, String text) {
        return new PolicyUnderCheck(new PolicyReader().read(name, text));
    }

    /** Returns how many rules it has. */
    public int rules() {
        return policy.rules().size();
    }

    /** Returns how many roles it gives permissions to. */
    public int roles() {
        return policy.permissions().size();
    }

    /** Returns what it says. */
    public PolicyAnswer answer(PolicyQuery query) {
        Ruling ruling = policy.answer(query.to(policy));
        return new PolicyAnswer(ruling.allowed(), ruling.because(), policy.file(), ruling.line());
    }
}
