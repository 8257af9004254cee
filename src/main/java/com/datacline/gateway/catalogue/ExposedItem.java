package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One prompt, resource or resource template as callers of the gateway know it.
 *
 * @param server the server that has it
 * @param own its name or URI there
 * @param definition as the server described it, under its exposed name or URI
 */
public record ExposedItem(String server, String own, ObjectNode definition) {}
