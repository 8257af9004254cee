package com.datacline.gateway.yaml;

/** A YAML text is written in a way that a change of one place cannot be made, or not without another change. */
public final class Unchangeable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unchangeable(String why) {
        super(why);
    }
}
