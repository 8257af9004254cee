package com.datacline.gateway.upstream;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.registry.Address;
import com.datacline.gateway.registry.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The environment of a server's process: what programs need of the gateway's own, and what the registry gives it. The
 * gateway's secrets are not among it.
 *
 * @param variables by name
 * @param secrets values that must not be shown
 */
record ProcessEnvironment(Map<String, String> variables, Set<String> secrets) {
    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LANGUAGE",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "SystemRoot",
            "PATHEXT",
            "TEMP",
            "TMP",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA");

    /** Shorter values, such as {@code debug}, are no secrets, and taking them out would spoil the log. */
    private static final int SHORTEST_SECRET = 6;

    /**
     * Returns the environment for a new process.
     *
     * @param own the gateway's own
     * @param secretAt reads what {@code env://NAME} or {@code file:///path} refers to, or throws {@link CallFailed}
     * @throws CallFailed that names the variable whose value cannot be had
     */
    static ProcessEnvironment of(
            String server, Address.Stdio program, Map<String, String> own, Function<String, Secret> secretAt) {
        Map<String, String> variables = new HashMap<>();
        Set<String> secrets = new HashSet<>();
        PASSED_ON.stream().filter(own::containsKey).forEach(name -> variables.put(name, own.get(name)));
        program.env().forEach((name, given) -> {
            boolean reference = given.value().matches("(?s)(env|file|vault)://.*");
            String value = reference ? read(server, name, given.value(), secretAt) : given.value();
            variables.put(name, value);
            if (reference || value.length() >= SHORTEST_SECRET) {
                secrets.add(value);
            }
        });
        secrets.remove("");
        return new ProcessEnvironment(variables, secrets);
    }

    private static String read(String server, String name, String reference, Function<String, Secret> secretAt) {
        try {
            return secretAt.apply(reference).value();
        } catch (CallFailed e) {
            throw new CallFailed(
                    FailureCode.CREDENTIAL_UNAVAILABLE,
                    "server " + server + " is not started, its variable " + name + " cannot be had: " + e.getMessage());
        }
    }

    /** Names the variables, never their values. */
    @Override
    public String toString() {
        return "ProcessEnvironment" + variables.keySet();
    }
}
