package com.datacline.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline invoke-broadcast}: calls one tool on many servers at once, with its arguments as JSON. */
@Command(
        name = "invoke-broadcast",
        description = "Calls one tool on many servers at once; see also: datacline tools broadcast.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:a server succeeded", "1:no server did, or the call failed as a whole", "2:wrong use"},
        footer = {"", "Example:", "  datacline invoke-broadcast get_logs --tags elk-logs --format full"})
final class InvokeBroadcast implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "TOOL", description = "The tool's name at the servers.")
    String tool = "";

    @Mixin
    JsonParameters parameters = new JsonParameters();

    @Mixin
    Broadcast broadcast = new Broadcast();

    @Override
    public Integer call() {
        return broadcast.call(options.remote(), tool, parameters.read(), new Broadcast.Patience());
    }
}
