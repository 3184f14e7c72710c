package io.obt.examples.ollama;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * An Ollama that is simulated: a real HTTP server on the loopback interface with real answers about invented models.
 * Its faults can be switched while it runs. Thread-safe; its threads are daemons, and {@link #close()} ends all at once,
 * requests that hang included.
 *
 * <pre>{@code
 * try (SimulatedOllama ollama = SimulatedOllama.start(SimulatedLibrary.model("llama3.2"))) {
 *     ollama.load("llama3.2", Duration.ofMinutes(5));
 *     ollama.answerWith(Fault.HANG);
 * }
 * }</pre>
 */
public final class SimulatedOllama implements AutoCloseable {
    private final Background background = new Background();
    private final Faults faults = new Faults();
    private final Disk disk;
    private final Memory memory;
    private final Changes changes;
    private final Reception reception;
    private final Listener listener;
    private volatile String version;

    SimulatedOllama(SimulatedOllamaBuilder settings) {
        version = settings.version;
        disk = new Disk(settings.clock, settings.models);
        memory = new Memory(settings.clock, settings.vramBytes);
        changes = new Changes(disk, SimulatedLibrary.models());
        Routes routes = new Routes(
                this::version, new Listings(disk, memory), new Generation(disk, memory, settings.clock), changes);
        reception = new Reception(routes, faults, background, settings.clock, settings.pullPace);
        listener = new Listener(settings.port, background::run, reception);
        listener.open();
    }

    /** Starts one with these models on a free port; {@link #builder()} has the rest of the choices. */
    public static SimulatedOllama start(SimulatedModel... models) {
        return builder().models(models).start();
    }

    /** The choices for one that is not started yet. */
    public static SimulatedOllamaBuilder builder() {
        return new SimulatedOllamaBuilder();
    }

    /** Where it listens: {@code http://127.0.0.1:40123}. The port stays the same for as long as it lives. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port of {@link #url()}. */
    public int port() {
        return listener.address().getPort();
    }

    /** The version it reports. */
    public String version() {
        return version;
    }

    /** Changes the version it reports, as an upgrade would. */
    public void upgradeTo(String newVersion) {
        version = requireNonNull(newVersion, "newVersion");
    }

    /** Puts a model on the disk, modified now; one of that name is replaced. */
    public void install(SimulatedModel model) {
        disk.install(model);
    }

    /** Takes a model off the disk; false when there was none of that name. A loaded copy stays in memory. */
    public boolean remove(String name) {
        return disk.remove(name);
    }

    /** What is on the disk, newest first. */
    public List<SimulatedModel> installed() {
        return disk.newestFirst().stream().map(Disk.Installed::model).toList();
    }

    /** What a pull of that name brings from now on, beside the {@link SimulatedLibrary}. */
    public void publish(SimulatedModel model) {
        changes.publish(model);
    }

    /**
     * Loads an installed model and keeps it for {@code keepAlive}, by the clock it was given. A fourth model drives out
     * the one that would expire first.
     *
     * @throws IllegalArgumentException when it is not installed or is a cloud stub, which is never in memory
     */
    public void load(String name, Duration keepAlive) {
        SimulatedModel model = disk.find(name)
                .filter(found -> !found.isCloudStub())
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + name + "' is not installed here; install it first"));
        memory.load(model, keepAlive);
    }

    /** Takes a model out of memory; false when it was not loaded. */
    public boolean unload(String name) {
        return memory.unload(name);
    }

    /** What is in memory, the latest to expire first. */
    public List<SimulatedModel> loaded() {
        return memory.latestExpiryFirst().stream().map(Memory.Loaded::model).toList();
    }

    /** From now on, and until told otherwise, every path answers like this. Requests held by the last fault try again. */
    public void answerWith(Fault fault) {
        List<Runnable> released = faults.change(fault);
        if (fault == Fault.REFUSE) {
            listener.refuse();
            memory.clear();
        } else {
            listener.open();
        }
        released.forEach(background::run);
    }

    /**
     * As {@link #answerWith(Fault)} for one path, {@code /api/ps} for instance, while the others stay as they are.
     *
     * @throws IllegalArgumentException for {@link Fault#REFUSE}: a port has no paths
     */
    public void answerWith(String path, Fault fault) {
        if (fault == Fault.REFUSE) {
            throw new IllegalArgumentException(
                    "A port refuses for all paths; use answerWith(REFUSE) without '" + path + "'");
        }
        faults.change(path, fault).forEach(background::run);
    }

    /** From now on each answer starts so much later, whatever it is; zero ends it. */
    public void answerAfter(Duration newDelay) {
        if (newDelay.isNegative()) {
            throw new IllegalArgumentException("delay must be 0 or more: " + newDelay);
        }
        reception.delayBy(newDelay);
    }

    /** How many requests {@link Fault#HANG} or {@link Fault#STALL} hold right now, those of callers who gave up included. */
    public int waiting() {
        return faults.waiting();
    }

    /** How many requests for that path arrived so far, answered or not. */
    public long requests(String path) {
        return reception.requests(path);
    }

    @Override
    public void close() {
        listener.close();
        background.close();
    }
}
