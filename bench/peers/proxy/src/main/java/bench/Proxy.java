package bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Passes on whatever comes; where to is said on the command line. */
@SpringBootApplication
public class Proxy {
    public static void main(String[] arguments) {
        SpringApplication.run(Proxy.class, arguments);
    }
}
