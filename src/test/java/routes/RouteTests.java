package routes;

import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/** Camel and nothing else. Beans that a route uses can be added here, real ones or stand-ins. */
@SpringBootConfiguration
@ImportAutoConfiguration(CamelAutoConfiguration.class)
class RouteTests {}
