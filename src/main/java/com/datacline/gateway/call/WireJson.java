package com.datacline.gateway.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON as it travels: read and written without losing a digit, bounded in depth. */
public final class WireJson {
    /** How deeply arrays and objects may nest. */
    public static final int MAX_DEPTH = 200;

    /** Numbers keep all their digits; buffers are pooled across virtual threads. */
    public static final JsonMapper MAPPER = new JsonMapper.Builder(new Reader(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private WireJson() {}

    /** Jackson lets a number with too large an exponent through as a fault of the program; it is one of the text. */
    private static final class Reader extends JsonMapper {
        private static final long serialVersionUID = 1L;

        Reader(JsonFactory factory) {
            super(factory);
        }

        @Override
        protected JsonNode _readTreeAndClose(JsonParser parser) throws IOException {
            try {
                return super._readTreeAndClose(parser);
            } catch (NumberFormatException e) {
                throw new JsonParseException(null, "a number with too large an exponent");
            }
        }
    }

    /** Returns the tree as UTF-8 bytes. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }
}
