package com.datacline.gateway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command printed, and how it ended.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
public record Terminal(int code, String out, String err) {

    /** Runs a command in this process, as the program does. */
    public static Terminal run(String... arguments) {
        return type("", arguments);
    }

    /** Runs a command with something on its standard input. */
    public static synchronized Terminal type(String input, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(new OwnOutput(printed, out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new OwnOutput(complained, err), true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int code = Datacline.commands(arguments).execute(arguments);
            return new Terminal(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
