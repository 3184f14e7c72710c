package io.obt.sdk;

import io.obt.model.Inventory;
import io.obt.protocol.HeartbeatResponse;
import io.obt.protocol.RegistrationResponse;
import io.obt.sdk.http.Failures;
import io.obt.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers and reports, in the server's rhythm and through its absences: one step of it at a time, on one thread. What
 * any thread may ask is {@link #status()}, {@link #interval()} and {@link #registrationId()}.
 */
final class Reporter {
    /** What a step asks to wait when there is nothing left to do. */
    static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    private static final Duration UNTIL_FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration WHILE_DISPUTED = Duration.ofSeconds(60);

    private final ServerCalls server;
    private final Admission admission;
    private final Claimant claimant;
    private final Supplier<Optional<Observation>> observations;
    private final TimeSource time;
    private final Rhythm rhythm;
    private final Backoff backoff;
    private final TroubleLog trouble;
    private final InventoryDelivery inventories = new InventoryDelivery();

    private volatile AgentStatus status = AgentStatus.starting();
    private volatile @Nullable String registrationId;
    // Made by the first step: the system's randomness may take longer than a host's start may be held up.
    private @Nullable String instanceId;
    private @Nullable String provenRegistrationId;
    private @Nullable Observation reported;
    private boolean inContact;
    // Goes on counting through registrations: one that is given again must not see a number twice.
    private long sequence;
    private long dueAt;

    Reporter(
            ServerCalls server,
            Credentials credentials,
            Claimant claimant,
            Supplier<Optional<Observation>> observations,
            TimeSource time,
            RandomGenerator random) {
        this.server = server;
        this.admission = new Admission(server, credentials);
        this.claimant = claimant;
        this.observations = observations;
        this.time = time;
        this.rhythm = new Rhythm(random);
        this.backoff = new Backoff(random);
        this.trouble = new TroubleLog(log, time);
        this.dueAt = time.nanos();
    }

    /** Does what is due, or has become news, and returns how long to wait for the next step if nobody calls earlier. */
    Duration step() throws InterruptedException {
        if (status.phase() == AgentStatus.Phase.SUPERSEDED) {
            return FOR_EVER;
        }
        long early = dueAt - time.nanos();
        if (early > 0 && !hasNews()) {
            return Duration.ofNanos(early);
        }
        Duration wait = attempt();
        dueAt = time.nanos() + wait.toNanos();
        return wait;
    }

    private Duration attempt() throws InterruptedException {
        try {
            admission.begin();
            return registrationId == null ? register() : report(registrationId);
        } catch (NotAdmittedException e) {
            return failed(e.sentence(), e.pause().plus(backoff.next()));
        } catch (NotDoneException e) {
            return failed(e);
        } catch (IOException e) {
            return failed(e);
        }
    }

    private boolean hasNews() {
        return inContact
                && observations.get().filter(now -> now.isNewsAfter(reported)).isPresent();
    }

    private Duration register() throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        if (instanceId == null) {
            instanceId = UUID.randomUUID().toString();
        }
        try {
            RegistrationResponse response = server.register(claimant.request(instanceId));
            registrationId = response.registrationId();
            admission.succeeded();
            rhythm.follow(response.heartbeatIntervalMillis());
            inventories.registered();
            return Duration.ZERO;
        } catch (NotDoneException e) {
            return switch (e.status()) {
                case 401, 403 -> readmitted(e);
                case 409 -> disputed(e);
                default -> throw e;
            };
        }
    }

    private Duration report(String registration)
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        Observation now = observations.get().orElse(null);
        if (now == null) {
            return UNTIL_FIRST_LOOK;
        }
        Inventory inventory = inventories.isDue(now.inventory()) ? now.inventory() : null;
        try {
            HeartbeatResponse response = server.heartbeat(now.asHeartbeat(registration, sequence++, inventory));
            return taken(registration, now, inventory, response);
        } catch (NotDoneException e) {
            if (inventory != null && (e.status() == 400 || e.status() == 413 || e.status() == 422)) {
                inventories.refused(inventory); // a list of models never costs the heartbeat
            }
            return switch (e.status()) {
                case 401, 403 -> readmitted(e);
                case 404 -> forgotten(registration);
                case 409 -> superseded();
                default -> throw e;
            };
        }
    }

    private Duration readmitted(NotDoneException refusal)
            throws NotAdmittedException, NotDoneException, IOException, InterruptedException {
        admission.refused(refusal);
        return Duration.ZERO;
    }

    private Duration taken(
            String registration, Observation sent, @Nullable Inventory inventory, HeartbeatResponse response) {
        reported = sent;
        inContact = true;
        admission.succeeded();
        rhythm.follow(response.heartbeatIntervalMillis());
        backoff.reset();
        trouble.works("The OBT server at " + server.serverUrl() + " takes reports again");
        if (!registration.equals(provenRegistrationId)) {
            log.info(
                    "Registered as '{}' with the OBT server at {}, reporting every {}",
                    claimant.clientId(),
                    server.serverUrl(),
                    Failures.words(rhythm.interval()));
            provenRegistrationId = registration;
        }
        status = status.reporting(time.now());
        if (inventory != null) {
            inventories.delivered(inventory);
        } else if (response.sendInventory()) {
            inventories.asked();
            if (inventories.isDue(sent.inventory())) {
                return Duration.ZERO;
            }
        }
        return rhythm.next();
    }

    private Duration forgotten(String registration) {
        registrationId = null;
        boolean wasKnown = registration.equals(provenRegistrationId);
        provenRegistrationId = null;
        if (wasKnown) {
            log.info("The OBT server at {} does not know '{}' any more", server.serverUrl(), claimant.clientId());
            return Duration.ZERO;
        }
        return failed(
                "The OBT server at " + server.serverUrl() + " registers '" + claimant.clientId()
                        + "' and knows nothing of it when it reports",
                backoff.next());
    }

    private Duration superseded() {
        String why = "Another agent has registered as '" + claimant.clientId() + "' with the OBT server at "
                + server.serverUrl() + ", so this one stays silent. Give one of the two another client id and start it"
                + " again";
        log.warn("{}", why);
        registrationId = null;
        inContact = false;
        status = status.superseded(why);
        return FOR_EVER;
    }

    private Duration disputed(NotDoneException e) {
        return failed(e.sentence(), WHILE_DISPUTED.plus(backoff.next()));
    }

    private Duration failed(NotDoneException e) {
        return failed(e.sentence(), e.retryAfter().map(backoff::next).orElseGet(backoff::next));
    }

    private Duration failed(IOException e) {
        String reason = status.lastContact() == null ? Failures.reason(e, server.serverUrl()) : Failures.reason(e);
        String why = "No contact with the OBT server at " + server.serverUrl() + " (" + reason
                + "); trying again until it answers";
        return failed(why, backoff.next());
    }

    private Duration failed(String why, Duration wait) {
        inContact = false;
        trouble.failed(why);
        status = status.noContact(why);
        return wait;
    }

    AgentStatus status() {
        return status;
    }

    /** The rhythm the server asked for last. */
    Duration interval() {
        return rhythm.interval();
    }

    /** What the server gave; empty before it did, and once another agent has it. */
    Optional<String> registrationId() {
        return Optional.ofNullable(registrationId);
    }
}
