package com.datacline.gateway.cli;

import java.net.URI;

/** Commands to type next that depend on which gateway is meant. */
final class Complaints {
    private Complaints() {}

    /** Returns how one logs in at a gateway. */
    static String login(URI gateway) {
        return "datacline login" + at(gateway);
    }

    /** Returns the option that names a gateway, if it has to be named. */
    static String at(URI gateway) {
        return gateway.toString().equals(GatewayOption.USUAL) ? "" : " --url " + gateway;
    }
}
