package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Offers the tools of the servers that it is told of on the command line. */
@SpringBootApplication
public class Aggregator {
    public static void main(String[] arguments) {
        SpringApplication.run(Aggregator.class, arguments);
    }
}
