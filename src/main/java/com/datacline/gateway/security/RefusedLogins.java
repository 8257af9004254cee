package com.datacline.gateway.security;

/** Hears of every caller who is turned away for want of an acceptable token. */
public interface RefusedLogins {

    /** Takes note. */
    void note(RefusedLogin login);
}
