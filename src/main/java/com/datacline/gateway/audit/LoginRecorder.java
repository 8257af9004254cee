package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.Ids;
import com.datacline.gateway.security.RefusedLogin;
import com.datacline.gateway.security.RefusedLogins;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts refused logins into the journal, and prints them where records are printed. They reach no route. */
public final class LoginRecorder implements RefusedLogins {
    private static final Logger STDOUT = LoggerFactory.getLogger("audit");

    private final Journal journal;
    private final boolean toStdout;

    public LoginRecorder(Journal journal, AuditProperties properties) {
        this.journal = journal;
        this.toStdout = properties.toStdout();
    }

    @Override
    public void note(RefusedLogin login) {
        try {
            byte[] line = AuditRecord.refused(Ids.next(), login).line();
            journal.append(line);
            if (toStdout) {
                STDOUT.info("{}", new String(line, 0, line.length - 1, StandardCharsets.UTF_8));
            }
        } catch (CallFailed e) {
            // The journal has told the log. Whoever is turned away learns nothing, so there is nothing to withhold.
        }
    }
}
