package com.datacline.gateway.security;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The signature algorithms of {@code JWT_ALGORITHM}: those with a key pair only, so that who can check cannot sign. */
final class Algorithms {
    private static final Set<JWSAlgorithm> KNOWN = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private Algorithms() {}

    /** @throws InvalidConfiguration if there is none, or one that is not for a resource server */
    static Set<JWSAlgorithm> read(String text) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        for (String name : text.trim().split("[,\\s]+", -1)) {
            JWSAlgorithm algorithm = new JWSAlgorithm(name);
            if (!KNOWN.contains(algorithm)) {
                throw new InvalidConfiguration("JWT_ALGORITHM=" + text + " is not a list of signature algorithms. Use "
                        + String.join(
                                ", ",
                                Stream.of("RS", "PS", "ES")
                                        .flatMap(family -> Stream.of(family + 256, family + 384, family + 512))
                                        .toList())
                        + ", separated by commas.");
            }
            algorithms.add(algorithm);
        }
        return algorithms;
    }
}
