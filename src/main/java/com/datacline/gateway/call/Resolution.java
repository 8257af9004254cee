package com.datacline.gateway.call;

/** What a request turned out to mean: a call on one server, on many, or nothing that exists. */
public sealed interface Resolution permits SingleCall, BroadcastCall, Failure {}
