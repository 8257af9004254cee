package com.datacline.gateway.openapi;

import java.util.Locale;

/**
 * A parameter of an operation.
 *
 * @param argument the argument of the tool that it comes from
 * @param name what the API calls it
 * @param place where it goes
 * @param form how it is written there
 */
record ApiParameter(String argument, String name, Place place, Form form) {

    /** The part of a request that carries it (OpenAPI 3.1, parameter locations). */
    enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE
    }

    /** A way to write lists and objects (OpenAPI 3.1, style values). */
    enum Style {
        SIMPLE,
        LABEL,
        MATRIX,
        FORM,
        SPACE_DELIMITED,
        PIPE_DELIMITED,
        DEEP_OBJECT,
        /** As JSON text: a parameter with {@code content} in place of {@code schema}. */
        JSON;

        /** Returns the style by its name in a document, such as {@code spaceDelimited}. */
        static Style of(String name) {
            return valueOf(name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How a value is written.
     *
     * @param style the style
     * @param explode whether each item or member stands by itself
     * @param allowReserved whether characters that mean something in URLs stay as they are
     */
    record Form(Style style, boolean explode, boolean allowReserved) {
        static final Form QUERY = new Form(Style.FORM, true, false);
        static final Form JSON = new Form(Style.JSON, false, false);
    }
}
