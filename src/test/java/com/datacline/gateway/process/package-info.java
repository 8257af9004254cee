/** The real jar in a process of its own: what only a process can show, such as dying and starting again. */
package com.datacline.gateway.process;
