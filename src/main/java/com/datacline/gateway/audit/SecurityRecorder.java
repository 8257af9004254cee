package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.call.LoginFinished;
import com.datacline.gateway.call.LoginStarted;
import com.datacline.gateway.security.Caller;
import com.datacline.gateway.security.RefusedLogin;
import com.datacline.gateway.security.RefusedLogins;
import com.datacline.gateway.security.SecurityEvent;
import com.datacline.gateway.security.SecurityLog;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Puts security events and refused logins into the journal. Most of them happen outside every route. */
public final class SecurityRecorder implements SecurityLog, RefusedLogins {
    private final Scribe scribe;

    public SecurityRecorder(Scribe scribe) {
        this.scribe = scribe;
    }

    @Override
    public void note(SecurityEvent event) {
        scribe.writeUnrouted(SecurityRecords.of(event));
    }

    @Override
    public void note(RefusedLogin login) {
        try {
            scribe.writeUnrouted(AuditRecord.refused(Ids.next(), login));
        } catch (CallFailed e) {
            // The journal has told the log. Whoever is turned away learns nothing, so there is nothing to withhold.
        }
    }

    /** Route step {@code loginBegun}: takes note of who sets out to log the gateway in at a server. */
    public LoginStarted loginBegun(@Body LoginStarted login, @Variable("person") Caller person) {
        note(new SecurityEvent.ServerLogin(login.server(), person.name(), false));
        return login;
    }

    /** Route step {@code loginFinished}: takes note that the gateway is logged in at a server. */
    public LoginFinished loginFinished(@Body LoginFinished login) {
        note(new SecurityEvent.ServerLogin(login.server(), login.person(), true));
        return login;
    }
}
