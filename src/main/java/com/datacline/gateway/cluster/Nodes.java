package com.datacline.gateway.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * The nodes of one gateway, and the news between them. News are told once to whoever is there, in the order in which one node
 * tells them: what must not be lost is kept elsewhere.
 */
public interface Nodes {

    /** A gateway of one node. */
    Nodes NONE = new Nodes() {
        @Override
        public String self() {
            return "";
        }

        @Override
        public void tellOthers(String topic, ObjectNode news) {}

        @Override
        public boolean tell(String node, String topic, ObjectNode news) {
            return false;
        }

        @Override
        public void hear(String topic, Consumer<ObjectNode> listener) {}

        @Override
        public void onReturn(Runnable listener) {}
    };

    /** Returns this node's id, another one after each start, of lower-case letters and digits; empty for the only node. */
    String self();

    /** Tells all other nodes, as far as they can be reached. */
    void tellOthers(String topic, ObjectNode news);

    /** Tells one node, which may be this one; returns false if it is not there. */
    boolean tell(String node, String topic, ObjectNode news);

    /** Has a listener hear what is told under a topic. News come one after the other, so it should not take long. */
    void hear(String topic, Consumer<ObjectNode> listener);

    /** Has a listener called when news may have been missed. */
    void onReturn(Runnable listener);
}
