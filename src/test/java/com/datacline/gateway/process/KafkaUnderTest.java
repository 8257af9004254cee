package com.datacline.gateway.process;

import com.datacline.gateway.fixture.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real Kafka, one broker, that can be killed and comes back on the same port with what it had. */
final class KafkaUnderTest implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(3);

    private final Path folder;
    private final int port = FreePort.next();
    private final int controller = FreePort.next();
    private Process broker;

    private KafkaUnderTest(Path folder) {
        this.folder = folder;
    }

    static KafkaUnderTest start() throws IOException, InterruptedException {
        KafkaUnderTest kafka = new KafkaUnderTest(Files.createTempDirectory("kafka"));
        kafka.open();
        return kafka;
    }

    String brokers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it with what it has, if it does not run. */
    void open() throws IOException, InterruptedException {
        if (broker != null && broker.isAlive()) {
            return;
        }
        Path log = folder.resolve("broker.log");
        broker = new ProcessBuilder(
                        "src/test/kafka/run",
                        String.valueOf(port),
                        String.valueOf(controller),
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long end = System.nanoTime() + TO_START.toNanos();
        while (!listens()) {
            if (!broker.isAlive() || System.nanoTime() > end) {
                kill();
                throw new IllegalStateException("Kafka did not start:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        broker.destroyForcibly().waitFor();
    }

    /** Makes a topic, so that the first record need not wait until the broker has made it itself. */
    void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Returns all that is on a topic, in the order of its partitions. */
    List<ConsumerRecord<String, String>> records(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", brokers());
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", StringDeserializer.class.getName());
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
            for (var partition : consumer.partitionsFor(topic)) {
                TopicPartition one = new TopicPartition(topic, partition.partition());
                consumer.assign(List.of(one));
                consumer.seekToBeginning(List.of(one));
                long end = consumer.endOffsets(List.of(one)).get(one);
                while (consumer.position(one) < end) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
                }
            }
        }
        return records;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
