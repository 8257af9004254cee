/** What nodes of one gateway have in common; features know no more of each other's nodes than this. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.cluster;
