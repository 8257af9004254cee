/** Who did what, when and with which outcome: the journal and its way to SQL. */
@org.jspecify.annotations.NullMarked
package com.datacline.gateway.audit;
