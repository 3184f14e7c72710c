package io.obt.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between {@code -----BEGIN X-----} and {@code -----END X-----} in a file; other lines are remarks. */
public final class PemFile {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*+([^-]*+)-----END \\1-----");

    private final List<Block> blocks;

    private record Block(String label, String base64) {
        byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private PemFile(List<Block> blocks) {
        this.blocks = blocks;
    }

    public static PemFile read(Path file) throws IOException {
        // Remarks may be in any encoding; what counts is ASCII.
        Matcher found = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
        return new PemFile(blocks);
    }

    /** The labels in their order, like {@code CERTIFICATE}. */
    public List<String> labels() {
        return blocks.stream().map(Block::label).toList();
    }

    /** The bytes of the first block with that label. */
    public Optional<byte[]> bytes(String label) {
        return blocks.stream()
                .filter(block -> block.label().equals(label))
                .findFirst()
                .map(Block::bytes);
    }

    /**
     * The certificates in their order.
     *
     * @throws CertificateException if there is none, or one that cannot be read
     */
    public List<X509Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")) {
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(block.bytes()));
                certificates.add((X509Certificate) certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no BEGIN CERTIFICATE is in it");
        }
        return certificates;
    }
}
