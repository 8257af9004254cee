package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.security.RefusedLogin;
import com.datacline.gateway.security.RefusedLogins;

/** Puts refused logins into the journal. */
public final class LoginRecorder implements RefusedLogins {
    private final Journal journal;

    public LoginRecorder(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void note(RefusedLogin login) {
        try {
            journal.append(AuditRecord.refused(Ids.next(), login).line());
        } catch (CallFailed e) {
            // The journal has told the log. Whoever is turned away learns nothing, so there is nothing to withhold.
        }
    }
}
