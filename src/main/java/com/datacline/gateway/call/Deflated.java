package com.datacline.gateway.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A text that is compressed once and then sent as the middle of one gzip stream after another (RFC 1951 and 1952): what
 * stands before and after it goes uncompressed, in blocks of its own.
 *
 * @param bytes blocks of the DEFLATE format, none of them the last, that end at the end of a byte
 * @param crc the CRC-32 of the text
 * @param length the length of the text
 * @param shift what the CRC-32 of the text before is multiplied by, to make room for this one's
 */
public record Deflated(byte[] bytes, int crc, int length, int shift) {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int LONGEST_BLOCK = 0xffff;
    private static final int BLOCK_HEADER = 5;
    /** The polynomial of CRC-32, and 1 and x in the ring modulo it, with the bits in reverse. */
    private static final int POLYNOMIAL = 0xedb88320;

    private static final int ONE = 0x80000000;
    private static final int X = 0x40000000;

    /** Compresses a text. */
    public static Deflated of(byte[] text) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(text);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 4 + 64);
            byte[] some = new byte[1 << 16];
            int count;
            while ((count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH)) > 0) {
                bytes.write(some, 0, count);
            }
            return new Deflated(bytes.toByteArray(), crc(text), text.length, shift(text.length));
        } finally {
            deflater.end();
        }
    }

    /** Returns the beginning of a gzip stream, up to where these bytes belong. */
    public byte[] head(byte[] before) {
        ByteBuffer head = ByteBuffer.allocate(HEADER.length + stored(before));
        head.put(HEADER);
        store(before, head, false);
        return head.array();
    }

    /** Returns the end of the gzip stream. */
    public byte[] tail(byte[] before, byte[] after) {
        ByteBuffer tail = ByteBuffer.allocate(stored(after) + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        store(after, tail, true);
        int soFar = product(shift, crc(before)) ^ crc;
        tail.putInt(product(shift(after.length), soFar) ^ crc(after));
        tail.putInt(before.length + length + after.length);
        return tail.array();
    }

    private static int stored(byte[] text) {
        return text.length + BLOCK_HEADER * blocks(text);
    }

    private static int blocks(byte[] text) {
        return Math.max(1, (text.length + LONGEST_BLOCK - 1) / LONGEST_BLOCK);
    }

    private static void store(byte[] text, ByteBuffer to, boolean last) {
        ByteOrder order = to.order();
        to.order(ByteOrder.LITTLE_ENDIAN);
        int blocks = blocks(text);
        for (int block = 0; block < blocks; block++) {
            int from = block * LONGEST_BLOCK;
            int size = Math.min(LONGEST_BLOCK, text.length - from);
            to.put((byte) (last && block == blocks - 1 ? 1 : 0));
            to.putShort((short) size).putShort((short) ~size);
            to.put(text, from, size);
        }
        to.order(order);
    }

    private static int crc(byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        return (int) crc.getValue();
    }

    /** Returns x to the power of eight times the length. */
    private static int shift(int length) {
        int power = ONE;
        int square = product(product(product(X, X), product(X, X)), product(product(X, X), product(X, X)));
        for (int rest = length; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = product(square, power);
            }
            square = product(square, square);
        }
        return power;
    }

    private static int product(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
