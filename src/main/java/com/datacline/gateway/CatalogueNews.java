package com.datacline.gateway;

import com.datacline.gateway.call.Action;
import com.datacline.gateway.catalogue.Approvals;
import com.datacline.gateway.catalogue.Approvals.Approved;
import com.datacline.gateway.catalogue.Catalogue;
import com.datacline.gateway.cluster.Nodes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What nodes tell each other of their catalogues, so that each asks a server anew as soon as one knows of a change. */
final class CatalogueNews {
    private static final String CHANGED = "list-changed";
    private static final String APPROVED = "tool-approved";

    private CatalogueNews() {}

    static void between(Nodes nodes, Catalogue catalogue, Approvals approvals) {
        catalogue.onNews((server, list) -> nodes.tellOthers(CHANGED, of(server).put("list", list.name())));
        approvals.onApproval(approved -> nodes.tellOthers(
                APPROVED, of(approved.server()).put("tool", approved.tool()).put("hash", approved.hash())));
        nodes.onReturn(catalogue::askAnew);
        nodes.hear(CHANGED, news -> catalogue.listChanged(text(news, "server"), Action.valueOf(text(news, "list"))));
        nodes.hear(
                APPROVED,
                news -> approvals.takeOver(new Approved(text(news, "server"), text(news, "tool"), text(news, "hash"))));
    }

    private static ObjectNode of(String server) {
        return JsonNodeFactory.instance.objectNode().put("server", server);
    }

    private static String text(ObjectNode news, String member) {
        return news.path(member).asText();
    }
}
