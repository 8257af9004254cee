package com.datacline.gateway.registry;

import com.networknt.schema.ValidationMessage;

/** Says a schema's complaints in words that name the key and its line. */
final class SchemaFaults {
    private SchemaFaults() {}

    static Fault describe(ValidationMessage message, YamlDocument document) {
        String pointer = message.getInstanceLocation().toString();
        String property = message.getProperty();
        boolean unknownKey = "additionalProperties".equals(message.getType());
        boolean badKey = unknownKey || "propertyNames".equals(message.getType());
        if (badKey && property != null) {
            pointer = pointer + "/" + property;
        }
        String reason = unknownKey ? "is not a key of the registry" : reason(message);
        return new Fault(document.line(pointer), key(pointer), reason);
    }

    private static String reason(ValidationMessage message) {
        String text = message.getMessage();
        int colon = text.indexOf(": ");
        String reason =
                text.startsWith("/") || text.startsWith("$") || text.startsWith(":") ? text.substring(colon + 2) : text;
        var value = message.getInstanceNode();
        boolean scalar = value != null && value.isValueNode() && !value.isNull();
        return scalar && !key(message.getInstanceLocation().toString()).contains("credential")
                ? reason + ", was " + value
                : reason;
    }

    private static String key(String pointer) {
        return pointer.isEmpty()
                ? ""
                : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
    }
}
