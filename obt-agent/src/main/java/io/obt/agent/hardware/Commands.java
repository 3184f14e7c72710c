package io.obt.agent.hardware;

import java.util.Optional;

/** Runs the small tools of the operating system that know what Java does not. */
@FunctionalInterface
interface Commands {
    /** What the tool printed, if it is there, succeeds and does not take long. */
    Optional<String> output(String... command);
}
