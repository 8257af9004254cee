package com.datacline.gateway.call;

/** What a caller gets to hear: the only thing a door writes. */
public sealed interface Reply permits Answer, Failure, Accepted {}
