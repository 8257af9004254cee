package com.datacline.gateway.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a builder of images does with the {@code Dockerfile}, done in a folder with this machine's Java: files are copied and
 * commands run, the paths of the image below the folder. The first stage, Maven's, has been done by whoever runs the tests.
 */
final class ImageByHand {
    private static final Pattern PATHS = Pattern.compile("(?<![\\w.])/(opt/datacline|etc/datacline|data|parts)\\b");
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private final Path folder;
    private final Path root;
    private final Map<String, String> ports;
    private final Map<String, String> environment = new TreeMap<>();
    private Path directory;
    private List<String> entrypoint = List.of();
    private String user = "";

    private ImageByHand(Path folder, Map<String, String> ports) {
        this.folder = folder;
        // Every stage has the same path while it is made, as in an image: the archive of classes knows it.
        this.root = folder.resolve("image");
        this.directory = root;
        this.ports = ports;
    }

    /** @param ports variables that name free ports, for commands that listen while the image is made */
    static ImageByHand build(Path folder, Map<String, String> ports) throws IOException, InterruptedException {
        ImageByHand image = new ImageByHand(folder, ports);
        List<Dockerfile.Stage> stages = Dockerfile.read(Path.of("Dockerfile")).stages();
        for (Dockerfile.Stage stage : stages.subList(1, stages.size())) {
            Files.createDirectories(image.root);
            for (Dockerfile.Instruction instruction : stage.instructions()) {
                image.follow(instruction);
            }
            if (!stage.name().isEmpty()) {
                Files.move(image.root, folder.resolve(stage.name()));
            }
        }
        image.bash("chmod -R a-w '" + image.root + "/opt' '" + image.root + "/etc'", Map.of());
        return image;
    }

    /** Returns what starts the image with a command, as its user if that can be. */
    ProcessBuilder command(Map<String, String> more, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String[] ids = user.split(":");
            command.addAll(List.of("setpriv", "--reuid=" + ids[0], "--regid=" + ids[1], "--clear-groups", "--"));
        }
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder;
    }

    List<String> entrypoint() {
        return entrypoint;
    }

    Path path(String inImage) {
        return root.resolve(inImage.substring(1));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void follow(Dockerfile.Instruction instruction) throws IOException, InterruptedException {
        String arguments = instruction.arguments();
        switch (instruction.verb()) {
            case "WORKDIR" -> directory = Files.createDirectories(path(arguments));
            case "COPY" -> copy(instruction);
            case "RUN" -> {
                String command = isRoot() ? arguments : arguments.replaceAll("-[og] 10001 ", "");
                bash("cd '" + directory + "' && " + below(command), ports);
            }
            case "ENV" -> {
                for (String pair : arguments.split("\\s+")) {
                    String[] parts = pair.split("=", 2);
                    environment.put(parts[0], below(parts[1]).replace("/opt/java/openjdk", JAVA.toString()));
                }
            }
            case "USER" -> user = arguments;
            case "ENTRYPOINT" -> entrypoint = List.of(below(arguments).replaceAll("[\\[\\]\"]", ""));
            case "ARG", "LABEL", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD" -> {
                // says something to whoever runs the image
            }
            default -> throw new AssertionError("not done by hand yet: " + instruction);
        }
    }

    private void copy(Dockerfile.Instruction copy) throws IOException, InterruptedException {
        Matcher from = Pattern.compile("--from=(\\S+)").matcher(copy.arguments());
        Matcher mode = Pattern.compile("--chmod=(\\S+)").matcher(copy.arguments());
        boolean ofStage = from.find();
        boolean hasMode = mode.find();
        Path target = copy.target().startsWith("/") ? path(copy.target()) : directory.resolve(copy.target());
        for (String source : copy.sources()) {
            Path file = ofStage ? inStage(from.group(1), source) : Path.of(source);
            boolean intoFolder = copy.target().endsWith("/") || Files.isDirectory(file);
            Path to = Files.isDirectory(file) || !intoFolder ? target : target.resolve(file.getFileName());
            Files.createDirectories(intoFolder ? target : target.getParent());
            bash(
                    "cp -a '" + file.toAbsolutePath() + (Files.isDirectory(file) ? "/." : "") + "' '" + to + "'",
                    Map.of());
            if (hasMode) {
                bash("chmod " + mode.group(1) + " '" + to + "'", Map.of());
            }
        }
    }

    private Path inStage(String stage, String path) {
        return stage.equals("build")
                ? Path.of("target").resolve(Path.of(path).getFileName())
                : folder.resolve(stage).resolve(path.substring(1));
    }

    private String below(String text) {
        return PATHS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(root + found.group()));
    }

    private void bash(String command, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(more);
        variables.put("PATH", JAVA.resolve("bin") + ":" + System.getenv("PATH"));
        Shell done = Shell.run(folder.toAbsolutePath(), variables, "bash", "-eu", "-c", command);
        if (done.code() != 0) {
            throw new AssertionError(command + " ended with " + done.code() + ":\n" + done.output());
        }
    }
}
