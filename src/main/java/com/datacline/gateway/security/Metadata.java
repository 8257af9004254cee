package com.datacline.gateway.security;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What there is at one of the well-known addresses by which clients find out where to log in. */
public sealed interface Metadata {

    /** A document. */
    record Found(ObjectNode document) implements Metadata {}

    /** The issuer's document cannot be had now. */
    record Away(String why) implements Metadata {}

    /** Nothing: callers need no token. */
    record None() implements Metadata {}
}
