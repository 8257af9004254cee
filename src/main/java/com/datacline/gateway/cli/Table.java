package com.datacline.gateway.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table that fits a terminal of 80 columns, or of as many as COLUMNS says: what is too long is cut with an ellipsis. */
final class Table {
    private static final int GAP = 2;
    private static final int LEAST = 4;
    private static final int NARROW = 12;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row; of a cell with several lines the first is shown. */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> firstLine(String.valueOf(cell)))
                .toList());
        return this;
    }

    /** Prints it. */
    void print() {
        print(false);
    }

    /** Prints it with a line below the head. */
    void printRuled() {
        print(true);
    }

    private void print(boolean ruled) {
        int[] widths = widths();
        write(head, widths);
        if (ruled) {
            Output.line("%s", "-".repeat(Arrays.stream(widths).sum() + GAP * (widths.length - 1)));
        }
        rows.forEach(row -> write(row, widths));
    }

    /** The widest column yields first, but names, which stand in the first, only when the others are narrow. */
    private int[] widths() {
        int[] widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream().mapToInt(row -> length(row.get(column))).reduce(length(head.get(i)), Math::max);
        }
        int most = Output.columns() - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > most) {
            int widest = widest(widths, 1);
            if (widths[widest] <= NARROW && widths[0] > NARROW) {
                widest = 0;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths, int from) {
        int widest = Math.min(from, widths.length - 1);
        for (int i = widest; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        return widest;
    }

    private static void write(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = Output.cut(cells.get(i), widths[i]);
            line.append(cell).append(" ".repeat(widths[i] - length(cell) + GAP));
        }
        Output.line("%s", line.toString().stripTrailing());
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
