package com.datacline.gateway.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * How callers prove who they are, on whichever port they come.
 *
 * @param checks what checks a token
 * @param refusal what becomes of callers without a good one
 */
record BearerTokens(TokenChecks checks, LoginRefusal refusal) {

    /** Puts the resource server's own filter, with our reader, checks and refusal, into a chain. */
    void on(HttpSecurity http) throws Exception {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(checks);
        filter.setBearerTokenResolver(new TokenReader());
        filter.setAuthenticationEntryPoint(refusal);
        // Spring lets a fault of the check itself through as a bare 500; here it is a refusal like any other.
        filter.setAuthenticationFailureHandler(refusal::commence);
        // without it a refusal would keep the request, in a session
        http.setSharedObject(RequestCache.class, new NullRequestCache());
        http.addFilterBefore(filter, ExceptionTranslationFilter.class)
                .exceptionHandling(
                        problems -> problems.authenticationEntryPoint(refusal).accessDeniedHandler(refusal));
    }
}
