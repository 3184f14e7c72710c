package io.obt.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.obt.event.EventType;
import io.obt.registry.Fleet;
import io.obt.registry.LeasePolicy;
import io.obt.server.Contract;
import io.obt.server.security.Guard;
import io.obt.server.security.Protection;
import io.obt.store.InMemoryFleetStore;
import io.obt.time.ManualTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of routes and {@code docs/openapi.yaml} know the same calls, and ask the same of who makes them. */
final class ContractRoutesTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    // Answered before the table is asked.
    private static final List<String> DASHBOARD = List.of("GET / PUBLIC");

    @Test
    void everyRouteIsInTheContractWithItsRoleAndTheContractHasNoOther() {
        ManualTime time = new ManualTime();
        Fleet fleet = Fleet.open(new InMemoryFleetStore(), LeasePolicy.defaults(), time, () -> "registration");
        Served all = ServedFleet.of(fleet, time, new HeavyReads());
        Set<String> served = Api.routes(all, new Guard(all.access(), Protection.NONE, time)).stream()
                .map(route -> route.method() + " " + route.template().replace("*", "{name}") + " " + route.role())
                .collect(Collectors.toCollection(TreeSet::new));
        served.addAll(DASHBOARD);

        Set<String> documented = new TreeSet<>();
        Contract.OPENAPI
                .document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(call -> {
                    if (METHODS.contains(call.getKey())) {
                        documented.add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                + call.getValue().path("x-role").asText());
                    }
                }));
        assertThat(documented).isEqualTo(served);
    }

    @Test
    void everyTypeOfEventIsInTheContractAndTheContractHasNoOther() {
        JsonNode types = Contract.OPENAPI.document().at("/components/schemas/EventType/enum");
        assertThat(types)
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::name).toList());
    }
}
