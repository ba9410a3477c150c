package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.spotdock.compute.image.ImageReference;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that an image is there. One that is there is used as it is, never refreshed. Pulls of
 * the same image at the same time are one download: the engine sees to that.
 */
final class ImagePull {

    private static final Logger LOG = LoggerFactory.getLogger(ImagePull.class);

    /**
     * How often a running pull is told in the log: a line in it for each of its thousand steps
     * would bury everything else.
     */
    static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    private final Engine engine;
    private final Duration progressEvery;

    ImagePull(Engine engine, Duration progressEvery) {
        this.engine = engine;
        this.progressEvery = progressEvery;
    }

    /**
     * The image, present.
     *
     * @throws ProviderFailure {@code IMAGE_UNAVAILABLE}; {@code REFUSED} if it may work another
     *     time or the deadline passed; {@code UNREACHABLE}
     */
    ImageReference ensure(String text, Deadline deadline) {
        ImageReference image = ImageReference.of(text);
        if (!present(image)) {
            pull(image, deadline);
            if (!present(image)) {
                throw unavailable(image, "the engine pulled it and has it not", null);
            }
        }
        return image;
    }

    private boolean present(ImageReference image) {
        return engine.find(client -> client.inspectImageCmd(image.canonical()).exec()).isPresent();
    }

    private void pull(ImageReference image, Deadline deadline) {
        LOG.info("Pulling image {}", image.text());
        try (Progress progress = new Progress()) {
            engine.client()
                    .pullImageCmd(image.repository())
                    .withTag(image.digestOrTag())
                    .exec(progress);
            await(progress, image, deadline);
            String error = progress.error;
            if (error != null) {
                throw failed(image, error, null);
            }
            LOG.info("Pulled image {}", image.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw engine.unreachable("interrupted", e);
        } catch (IOException e) {
            throw engine.unreachable("closing a pull", e);
        }
    }

    private void await(Progress progress, ImageReference image, Deadline deadline)
            throws InterruptedException {
        while (!completed(progress, image, deadline.leftOr(progressEvery))) {
            if (deadline.passed()) {
                throw new ProviderFailure(
                        Kind.REFUSED,
                        "pulling image %s took too long, last: %s"
                                .formatted(image.text(), progress.status),
                        null);
            }
            LOG.info("Pulling image {}: {}", image.text(), progress.status);
        }
    }

    private boolean completed(Progress progress, ImageReference image, Duration wait)
            throws InterruptedException {
        try {
            return progress.ended(engine, wait);
        } catch (DockerException e) {
            throw failed(image, EngineMessage.of(e), e);
        }
    }

    private static ProviderFailure failed(
            ImageReference image, String message, @Nullable Throwable cause) {
        return PullVerdict.of(message) == Kind.IMAGE_UNAVAILABLE
                ? unavailable(image, message, cause)
                : new ProviderFailure(
                        Kind.REFUSED,
                        "image %s could not be pulled: %s".formatted(image.text(), message),
                        cause);
    }

    private static ProviderFailure unavailable(
            ImageReference image, String message, @Nullable Throwable cause) {
        return new ProviderFailure(
                Kind.IMAGE_UNAVAILABLE,
                "image %s is not available: %s".formatted(image.text(), message),
                cause);
    }

    /** The stream of a pull; an error inside it comes with status 200. */
    private static final class Progress extends EngineStream<PullResponseItem> {

        private volatile String status = "no answer yet";
        private volatile @Nullable String error;

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null) {
                error = EngineMessage.of(Objects.toString(item.getErrorDetail().getMessage(), "?"));
            } else if (item.getStatus() != null) {
                status =
                        String.join(
                                " ",
                                Objects.toString(item.getId(), ""),
                                item.getStatus(),
                                Objects.toString(item.getProgressDetail(), ""));
            }
        }
    }
}
