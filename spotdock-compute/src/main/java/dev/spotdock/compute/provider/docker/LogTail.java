package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.model.Frame;

/** Keeps the last bytes of a log stream. */
final class LogTail extends EngineStream<Frame> {

    private final byte[] ring;
    private long written;

    LogTail(int maxBytes) {
        ring = new byte[maxBytes];
    }

    @Override
    public void onNext(Frame frame) {
        append(frame.getPayload());
    }

    synchronized void append(byte[] bytes) {
        int from = Math.max(0, bytes.length - ring.length);
        written += from;
        int position = (int) (written % ring.length);
        int first = Math.min(bytes.length - from, ring.length - position);
        System.arraycopy(bytes, from, ring, position, first);
        System.arraycopy(bytes, from + first, ring, 0, bytes.length - from - first);
        written += bytes.length - from;
    }

    /** In order; fewer than asked for if there were not more. */
    synchronized byte[] bytes() {
        int length = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[length];
        int start = (int) ((written - length) % ring.length);
        int first = Math.min(length, ring.length - start);
        System.arraycopy(ring, start, bytes, 0, first);
        System.arraycopy(ring, 0, bytes, first, length - first);
        return bytes;
    }
}
