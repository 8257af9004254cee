package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.call.CallFailed;
import com.datacline.gateway.call.CallRequest;
import com.datacline.gateway.call.Era;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.HeaderParameters;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;

/** Route step {@code check}: what a modern client says twice, it must say alike (MCP 2026-07-28, server validation). */
public final class HeaderCheck {
    private final Supplier<Snapshot> catalogue;

    public HeaderCheck(Supplier<Snapshot> catalogue) {
        this.catalogue = catalogue;
    }

    /** @throws CallFailed with {@code header_mismatch} if an {@code Mcp-Param-*} header is not as the argument is */
    public CallRequest check(@Body CallRequest request, @Headers Map<String, Object> headers) {
        if (request.era() == Era.MODERN && request.operation().action() == Action.INVOKE_TOOL) {
            ExposedTool tool = catalogue.get().tools().get(request.operation().subject());
            String mismatch = parameters(tool)
                    .mismatch(
                            request.operation().params().path("arguments"),
                            name -> headers.get(name) instanceof String value ? value : null);
            if (mismatch != null) {
                throw new CallFailed(FailureCode.HEADER_MISMATCH, mismatch);
            }
        }
        return request;
    }

    /** A broadcast repeats nothing: its arguments are for several servers, and each is sent the headers it wants. */
    private static HeaderParameters parameters(@Nullable ExposedTool tool) {
        return tool instanceof ExposedTool.OfServer one ? one.headers() : HeaderParameters.NONE;
    }
}
