package com.datacline.gateway.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteXmlTest {

    @Test
    void nothing_but_comments_stands_before_where_a_route_begins() {
        String xml = """
                <routes>
                    <route id="one">
                        <errorHandler>
                            <noErrorHandler/>
                        </errorHandler>
                        <from id="from1" uri="direct:one"/>
                    </route>
                    <route id="two">
                        <errorHandler type="x"><deadLetterChannel deadLetterUri="direct:dead"><redeliveryPolicy/></deadLetterChannel></errorHandler>
                        <from id="from2" uri="direct:two"/>
                        <onException id="onException1"/>
                    </route>
                </routes>""";

        String drawable = RouteXml.drawable(xml);

        assertThat(drawable)
                .doesNotContain("<errorHandler", "</errorHandler>")
                .contains("<!-- errorHandler: noErrorHandler -->", "<!-- errorHandler: deadLetterChannel -->")
                .contains("<from id=\"from1\"", "<from id=\"from2\"", "<onException id=\"onException1\"/>");
    }
}
