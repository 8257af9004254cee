package com.datacline.gateway.call;

/** What a request turned out to mean: a call on one server, on many, a search of the catalogue, or nothing that exists. */
public sealed interface Resolution permits SingleCall, BroadcastCall, ToolSearch, Failure {}
