package dev.spotdock.web.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked once from the libraries that bring them. Each is kept under its
 * content's hash, so that another version never mixes with it.
 */
record Binaries(Path folder) {

    /** Unpacks what does not exist yet into a fresh folder or file. */
    private interface Unpacking {

        void into(Path target) throws IOException;
    }

    /**
     * PostgreSQL's installation: has {@code bin/initdb}, {@code bin/pg_ctl}, {@code bin/postgres}.
     */
    Path postgres() throws IOException {
        String hash;
        try (InputStream packed = postgresPackage()) {
            hash = hash(packed);
        }
        return once(
                "postgres-" + hash,
                target -> {
                    try (InputStream packed = postgresPackage()) {
                        untar(packed, target);
                    }
                });
    }

    /** Redis' server program. */
    Path redis() throws IOException {
        String resource = redisResource();
        String hash;
        try (InputStream program = open(resource)) {
            hash = hash(program);
        }
        Path folder =
                once(
                        "redis-" + hash,
                        target -> {
                            Files.createDirectories(target);
                            Path server = target.resolve("redis-server");
                            try (InputStream program = open(resource)) {
                                Files.copy(program, server);
                            }
                            Files.setPosixFilePermissions(
                                    server, PosixFilePermissions.fromString("rwxr-xr-x"));
                        });
        return folder.resolve("redis-server");
    }

    private Path once(String name, Unpacking unpacking) throws IOException {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempDirectory(folder, name + ".new");
        try {
            unpacking.into(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) { // Linux says it without a class of its own
            if (!Files.isDirectory(target)) {
                throw e;
            }
        } finally {
            FileSystemUtils.deleteRecursively(fresh);
        }
        return target;
    }

    private static InputStream postgresPackage() throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                isMac() ? "Darwin" : "Linux", System.getProperty("os.arch"));
    }

    /** As embedded-redis 1.4.4 names them. */
    private static String redisResource() {
        boolean arm =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64");
        if (isMac()) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    private static InputStream open(String resource) {
        InputStream stream = Binaries.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new EmbeddedServerFailure(
                    "There is no embedded server for this machine: " + resource,
                    "Run own servers and set spring.datasource.url and spring.data.redis.url.");
        }
        return stream;
    }

    private static String hash(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void untar(InputStream packed, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the package leaves its folder: " + entry.getName());
                }
                unpack(tar, entry, file);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
