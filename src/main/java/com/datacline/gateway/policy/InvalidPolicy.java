package com.datacline.gateway.policy;

import com.datacline.gateway.yaml.Fault;
import com.datacline.gateway.yaml.InvalidFile;
import java.util.List;

/** A policy file that cannot be used. */
public final class InvalidPolicy extends InvalidFile {
    private static final long serialVersionUID = 1L;

    public InvalidPolicy(String file, List<Fault> faults) {
        super(file, faults);
    }
}
