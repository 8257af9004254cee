package com.datacline.gateway.call;

/**
 * A server's refusal of the credential it was shown, or of a request without one.
 *
 * @param status the HTTP status, 401 or 403
 * @param header its {@code WWW-Authenticate} headers in one (RFC 9110, section 11.6.1), or empty
 */
public record Challenge(int status, String header) {}
