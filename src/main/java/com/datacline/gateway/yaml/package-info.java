/** YAML files with a schema: read whole or refused with every fault and its line. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.yaml;
