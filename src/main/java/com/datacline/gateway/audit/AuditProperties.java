package com.datacline.gateway.audit;

import com.datacline.gateway.registry.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where and how calls are recorded.
 *
 * @param file the journal, JSON lines
 * @param toStdout whether each record is printed too
 * @param webhook an address that each record is posted to, or empty
 * @param force whether each record is forced to the disk, so that it survives the machine and not only the process
 * @param required whether calls are refused while the journal cannot be written
 * @param chainKey the key of the journal's chain, or empty: then whoever can write the file can recompute it
 * @param redact regular expressions, in any case, for keys whose values are not recorded
 * @param maxParameters the largest parameters that are recorded whole
 * @param databaseUrl where {@code audit_logs} is, or empty for the embedded database
 * @param dataFolder the folder of the embedded database
 * @param batch the most records written to SQL at once
 */
@ConfigurationProperties("gateway.audit")
public record AuditProperties(
        @DefaultValue("audit.json") Path file,
        @DefaultValue("true") boolean toStdout,
        @Nullable String webhook,
        @DefaultValue("false") boolean force,
        @DefaultValue("true") boolean required,
        @Nullable Secret chainKey,

        @DefaultValue({
            "pass(word|wd|phrase)?$",
            "secret",
            "token",
            "api[-_]?key",
            "authorization",
            "credential",
            "private[-_]?key",
            "cookie"
        })
        List<String> redact,

        @DefaultValue("32KB") DataSize maxParameters,
        @Nullable String databaseUrl,
        @DefaultValue("data") Path dataFolder,
        @DefaultValue("500") int batch) {}
