package com.datacline.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code datacline tools broadcast}: calls one tool on many servers at once. */
@Command(
        name = "broadcast",
        description = "Calls one tool on many servers at once and prints what each says.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:a server succeeded", "1:no server did, or the call failed as a whole", "2:wrong use"},
        footer = {"", "Example:", "  datacline tools broadcast search_logs --tags logging --arg query=timeout"})
final class ToolsBroadcast implements Callable<Integer> {
    @Mixin
    RemoteOptions options = new RemoteOptions();

    @Parameters(paramLabel = "TOOL", description = "The tool's name at the servers.")
    String tool = "";

    @Mixin
    ToolsCall.ToolArguments arguments = new ToolsCall.ToolArguments();

    @Mixin
    Broadcast broadcast = new Broadcast();

    @Mixin
    Broadcast.Patience patience = new Broadcast.Patience();

    @Override
    public Integer call() {
        return broadcast.call(options.remote(), tool, arguments.read(), patience);
    }
}
