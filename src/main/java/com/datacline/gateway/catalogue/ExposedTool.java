package com.datacline.gateway.catalogue;

import com.datacline.gateway.call.HeaderParameters;
import com.datacline.gateway.call.Place;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A tool as callers of the gateway know it. */
public sealed interface ExposedTool {

    /** Returns the tool as {@code tools/list} shows it. */
    ObjectNode definition();

    /** Returns the servers that a call may reach. */
    List<String> servers();

    /** Returns where a call may lead. */
    default List<Place> places() {
        return switch (this) {
            case OfServer one -> List.of(new Place(one.server, one.tool));
            case OfMany many -> many.reach;
            case OfTag tag -> tag.reach;
            case OfGateway own -> List.of(OwnTools.PLACE);
        };
    }

    /** Returns the exposed name. */
    default String name() {
        return definition().path("name").asText();
    }

    /**
     * One tool of one server.
     *
     * @param server the server
     * @param tool the tool's name there
     * @param definition as the server described it, under its exposed name
     * @param headers what a modern client repeats of its arguments
     */
    record OfServer(String server, String tool, ObjectNode definition, HeaderParameters headers)
            implements ExposedTool {
        @Override
        public List<String> servers() {
            return List.of(server);
        }
    }

    /**
     * One tool on all servers that have it.
     *
     * @param tool the name under which each of them shows it
     * @param reach the servers, with their own names of it
     * @param definition the gateway's own description
     */
    record OfMany(String tool, List<Place> reach, ObjectNode definition) implements ExposedTool {
        @Override
        public List<String> servers() {
            return reach.stream().map(Place::server).toList();
        }
    }

    /**
     * Any tool on all servers with a tag.
     *
     * @param tag the tag
     * @param servers the servers
     * @param reach their tools, and any tool of a server that has not told which it has
     * @param definition the gateway's own description
     */
    record OfTag(String tag, List<String> servers, List<Place> reach, ObjectNode definition) implements ExposedTool {}

    /** The gateway's own tool. */
    record OfGateway(ObjectNode definition) implements ExposedTool {
        @Override
        public List<String> servers() {
            return List.of();
        }
    }
}
