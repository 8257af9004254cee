package com.datacline.gateway.call;

/** What follows from a call for a REST API: a request to make, or an answer that is there already. */
public sealed interface ApiStep permits ApiCall, Answer {}
