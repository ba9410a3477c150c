package dev.spotdock.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An installation whose processes come and go: its data stays in a folder of its own. */
public final class Installation implements AutoCloseable {

    private final Path folder;
    private final List<String> arguments;
    private final @Nullable Servers servers;
    private @Nullable SpotDockProcess process;

    /**
     * Nothing runs yet.
     *
     * @param name of the folder below {@code target/spotdock}
     */
    public Installation(String name, String... arguments) {
        this.folder = Backends.newFolder(name + "-");
        this.servers = Servers.areContainers() ? Servers.start() : null;
        this.arguments = new ArrayList<>(List.of(arguments));
        if (servers != null) {
            this.arguments.addAll(servers.arguments());
        }
    }

    /** Starts a process and waits until it is ready. */
    public SpotDockProcess start() {
        SpotDockProcess started = SpotDockProcess.start(folder, arguments.toArray(String[]::new));
        process = started;
        return started;
    }

    /** The process that runs; starts it if none does. */
    public SpotDockProcess running() {
        return process != null && process.isAlive() ? process : start();
    }

    /** Where the process that was started last is. */
    public Deployment deployment() {
        if (process == null) {
            throw new IllegalStateException("start it first");
        }
        return servers == null
                ? EmbeddedServers.of(folder.resolve("data"), process.base())
                : servers.deployment(process.base());
    }

    /** Stops it in an orderly way, and removes the containers that it leaves running. */
    @Override
    public void close() {
        if (process != null) {
            String installation = process.isAlive() ? deployment().installation() : "";
            process.close();
            if (!installation.isEmpty() && DockerEngine.answers()) {
                DockerEngine.removeAll(installation);
            }
        }
        if (servers != null) {
            servers.close();
        }
    }
}
