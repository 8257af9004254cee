package com.datacline.gateway.registry;

import com.datacline.gateway.yaml.Fault;
import com.datacline.gateway.yaml.InvalidFile;
import java.util.List;

/** A registry file that cannot be used. */
public final class InvalidRegistry extends InvalidFile {
    private static final long serialVersionUID = 1L;

    public InvalidRegistry(String file, List<Fault> faults) {
        super(file, faults);
    }
}
