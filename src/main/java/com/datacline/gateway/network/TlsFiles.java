package com.datacline.gateway.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/** PEM files as what Java's TLS works with. */
public final class TlsFiles {
    private static final char[] NO_PASSWORD = {};

    private TlsFiles() {}

    /**
     * Returns the certificates of a file.
     *
     * @throws InvalidTlsFile if there are none
     */
    public static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> found = PemContent.load(file).getCertificates();
            if (!found.isEmpty()) {
                return found;
            }
            throw new InvalidTlsFile("file " + file.getFileName() + " holds no certificate in PEM");
        } catch (IOException e) {
            throw new InvalidTlsFile("file " + file.getFileName() + " cannot be read");
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new InvalidTlsFile("file " + file.getFileName() + " holds no certificate in PEM");
        }
    }

    /**
     * Reads all files, to find out early what is wrong with them.
     *
     * @throws InvalidTlsFile if a file cannot be used, or the key is another certificate's
     */
    public static void check(Tls tls) {
        context(tls, null);
    }

    /**
     * Returns what connections to a server are made with.
     *
     * @param more a file of certificates that are trusted beside Java's own, where the server names none
     * @throws InvalidTlsFile if a file cannot be used
     */
    public static SSLContext context(Tls tls, @Nullable Path more) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls), trust(tls.ca(), more), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidTlsFile("the files of tls cannot be used: " + e.getMessage());
        }
    }

    /** Returns a context that trusts the certificates of a file beside Java's own. */
    public static SSLContext trustingAlso(@Nullable Path file) {
        return context(new Tls(null, null, null, null), file);
    }

    private static KeyManager @Nullable [] keys(Tls tls) throws GeneralSecurityException, IOException {
        if (tls.certificate() == null || tls.key() == null) {
            return null;
        }
        List<X509Certificate> chain = certificates(tls.certificate());
        PrivateKey key = key(tls.key());
        if (!belongs(key, chain.getFirst().getPublicKey())) {
            throw new InvalidTlsFile("file " + tls.key().getFileName() + " holds the key of another certificate than "
                    + tls.certificate().getFileName());
        }
        KeyStore store = empty();
        store.setKeyEntry("gateway", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(Path file) {
        try {
            PrivateKey key = PemContent.of(Files.readString(file)).getPrivateKey();
            if (key != null) {
                return key;
            }
            throw new InvalidTlsFile("file " + file.getFileName() + " holds no unencrypted private key in PEM");
        } catch (IOException e) {
            throw new InvalidTlsFile("file " + file.getFileName() + " cannot be read");
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new InvalidTlsFile("file " + file.getFileName() + " holds no unencrypted private key in PEM");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        }
    }

    private static TrustManager @Nullable [] trust(@Nullable Path ca, @Nullable Path more)
            throws GeneralSecurityException, IOException {
        if (ca != null) {
            return managers(store(certificates(ca)));
        }
        if (more == null) {
            return null;
        }
        List<X509Certificate> known = Stream.of(managers(null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
        return managers(
                store(Stream.concat(known.stream(), certificates(more).stream()).toList()));
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** A file that TLS cannot be done with; the message says which and why, and nothing of what is in it. */
    public static final class InvalidTlsFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidTlsFile(String message) {
            super(message);
        }
    }
}
