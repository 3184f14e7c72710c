package io.obt.sdk.http;

import java.io.IOException;

/** Carries a call to where its URL points and brings the answer back. Implementations are thread-safe. */
public interface Transport {
    /**
     * Makes one exchange, which is over, one way or the other, when the call's limit is.
     *
     * @throws IOException if there is no whole answer; {@link Failures#reason} puts it into words
     * @throws InterruptedException if the waiting thread was interrupted; the exchange is given up
     */
    Answer exchange(Call call) throws IOException, InterruptedException;
}
