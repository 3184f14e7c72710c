package io.obt.sdk;

import static java.util.Objects.requireNonNull;

import io.obt.client.Usage;
import io.obt.model.Inventory;
import io.obt.sdk.ollama.OllamaReport;
import io.obt.time.TimeSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at Ollama and the machine, apart from whoever reports it: however long a look takes, the last one is at hand.
 * One thread looks, any may ask.
 */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** How Ollama is found. */
    interface Probe {
        OllamaReport report() throws InterruptedException;
    }

    private final Probe ollama;
    private final Supplier<Usage> usage;
    private final TroubleLog ollamaTrouble;
    private final TroubleLog usageTrouble;
    private volatile @Nullable Observation latest;

    Watch(Probe ollama, Supplier<Usage> usage, TimeSource time) {
        this.ollama = ollama;
        this.usage = usage;
        this.ollamaTrouble = new TroubleLog(log, time);
        this.usageTrouble = new TroubleLog(log, time);
    }

    /** What was seen last; empty before the first look has ended. */
    Optional<Observation> latest() {
        return Optional.ofNullable(latest);
    }

    /** Looks once. */
    void look() throws InterruptedException {
        OllamaReport report = ollamaReport();
        if (report.state().available()) {
            ollamaTrouble.works("Ollama answers again");
        } else {
            ollamaTrouble.failed(String.valueOf(report.state().error()));
        }
        Inventory inventory = report.inventory();
        if (inventory == null && latest != null) {
            inventory = latest.inventory();
        }
        latest = new Observation(report.state(), inventory, report.loaded(), usageOrUnknown());
    }

    private OllamaReport ollamaReport() throws InterruptedException {
        try {
            return ollama.report();
        } catch (RuntimeException e) {
            return OllamaReport.unavailable("Ollama could not be asked: " + e);
        }
    }

    private Usage usageOrUnknown() {
        try {
            Usage now = requireNonNull(usage.get(), "the usage given is null");
            usageTrouble.works("The machine's usage can be measured again");
            return now;
        } catch (RuntimeException | LinkageError e) {
            usageTrouble.failed("The machine's usage is not reported, since measuring it failed: " + e);
            return Usage.UNKNOWN;
        }
    }
}
