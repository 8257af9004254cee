/** Spans of OpenTelemetry for journeys and their legs; nothing of it is loaded while no traces are exported. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.telemetry;
