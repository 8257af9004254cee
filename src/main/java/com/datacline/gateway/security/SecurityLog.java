package com.datacline.gateway.security;

/** Takes security events into the audit trail. A feature that has some to tell gets one, and need not know where they go. */
@FunctionalInterface
public interface SecurityLog {

    /**
     * Takes note. When it returns, the event is in the journal.
     *
     * @throws com.datacline.gateway.call.CallFailed if it could not be recorded; whoever is about to grant something then
     *     does not
     */
    void note(SecurityEvent event);
}
