package io.obt.examples.ollama;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fault holds on which path, and the requests that wait for one to end. Thread-safe. */
final class Faults {
    private final Map<String, Fault> byPath = new HashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private Fault everywhere = Fault.NONE;

    synchronized Fault on(String path) {
        return byPath.getOrDefault(path, everywhere);
    }

    /** From now on {@code fault} holds on every path. Gives back what waited and may try again. */
    synchronized List<Runnable> change(Fault fault) {
        byPath.clear();
        everywhere = fault;
        return release();
    }

    /** As {@link #change(Fault)}, for one path. */
    synchronized List<Runnable> change(String path, Fault fault) {
        byPath.put(path, fault);
        return release();
    }

    /** Keeps {@code continuation} for later if {@code fault} still holds there; else the caller goes on by itself. */
    synchronized boolean hold(String path, Fault fault, Runnable continuation) {
        return on(path) == fault && held.add(continuation);
    }

    synchronized int waiting() {
        return held.size();
    }

    private List<Runnable> release() {
        List<Runnable> released = List.copyOf(held);
        held.clear();
        return released;
    }
}
