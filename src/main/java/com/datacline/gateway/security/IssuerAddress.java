package com.datacline.gateway.security;

/**
 * An issuer that is known by one address and asked at another, as Keycloak is whose pages a browser reaches from outside of
 * the network that the gateway is in.
 *
 * @param issuer what tokens and clients call it
 * @param asked where the gateway asks it
 */
record IssuerAddress(String issuer, String asked) {

    /** Returns where the gateway finds what the issuer says is at an address of its own. */
    String reach(String address) {
        return address.startsWith(issuer + "/") ? asked + address.substring(issuer.length()) : address;
    }
}
