package io.obt.registry;

import io.obt.client.ClientStatus;
import java.time.Duration;

/**
 * What the server tells an agent in return for a heartbeat.
 *
 * @param sendInventory whether the next heartbeat should carry the inventory
 * @param interval the rhythm to report in
 */
public record HeartbeatAnswer(ClientStatus status, boolean sendInventory, Duration interval) {}
