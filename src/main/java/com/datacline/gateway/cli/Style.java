package com.datacline.gateway.cli;

import java.lang.reflect.Method;
import picocli.CommandLine.Help.Ansi;

/** Marks in colour on a terminal, plain elsewhere and where NO_COLOR is set. */
final class Style {
    private static final boolean TERMINAL = isTerminal();

    private Style() {}

    static String good() {
        return Ansi.AUTO.string("@|green ✓|@");
    }

    static String bad() {
        return Ansi.AUTO.string("@|red ✗|@");
    }

    static String mark(boolean good) {
        return good ? good() : bad();
    }

    /** Tells whether a person watches. */
    static boolean terminal() {
        return TERMINAL;
    }

    /** From Java 22 on there is a console for pipes too, which says so. */
    private static boolean isTerminal() {
        Object console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method asks = Class.forName("java.io.Console").getMethod("isTerminal");
            return Boolean.TRUE.equals(asks.invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
