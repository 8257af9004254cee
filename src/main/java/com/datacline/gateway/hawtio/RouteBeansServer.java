package com.datacline.gateway.hawtio;

import java.util.function.Supplier;
import javax.management.MBeanServer;

/** Has the MBeans of the routes that are in force. */
@FunctionalInterface
public interface RouteBeansServer extends Supplier<MBeanServer> {}
