package dev.spotdock.compute;

import dev.spotdock.kernel.id.AllocationId;

/**
 * Asks for the end of a workload's output, stdout and stderr as they came, as a {@link LogTail};
 * empty if there is no such workload. While it runs the provider is asked, afterwards the store,
 * which keeps the last 1 MiB for 7 days.
 *
 * @param maxBytes 1 to 1 MiB
 */
public record ReadLog(AllocationId allocationId, int maxBytes) {

    /**
     * Output.
     *
     * @param complete whether no more will come
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the response, never compared
    public record LogTail(byte[] bytes, boolean complete) {}
}
