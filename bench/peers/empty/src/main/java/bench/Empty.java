package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** It is there, and that is all. */
@SpringBootApplication
public class Empty {
    public static void main(String[] arguments) {
        SpringApplication.run(Empty.class, arguments);
    }
}
