/** Tools that are routes: {@code ai-tool:} begins one, {@code tools:} runs it, {@code tool:} calls any tool from a route. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.tools;
