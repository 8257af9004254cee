package com.datacline.gateway.call;

/** Whether the limits let a call pass: a permit, or the failure that says when to try again. */
public sealed interface Admission permits Permit, Failure {}
