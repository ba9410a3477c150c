package dev.spotdock.compute.image;

import dev.spotdock.compute.ListImageObjections;
import dev.spotdock.compute.ListImageObjections.Objection;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/**
 * The installation's word on images, whatever provider runs them. Asked twice: when a bid is taken
 * in, so that its owner hears of it at once, and before each launch, because the list may have
 * changed while the bid waited.
 */
@Component
public class AllowedImages {

    private final ImageAllowList list;

    public AllowedImages(ComputeProperties properties) {
        list = new ImageAllowList(properties.images().allowed());
    }

    @QueryHandler
    List<Objection> on(ListImageObjections query) {
        return query.images().stream()
                .flatMap(image -> objection(image).map(why -> new Objection(image, why)).stream())
                .toList();
    }

    /**
     * Lets what may run pass.
     *
     * @throws ProviderFailure {@code IMAGE_UNAVAILABLE} if it is no reference, {@code
     *     IMAGE_NOT_ALLOWED} if the list does not name it
     */
    public void require(String image) {
        if (!list.allows(ImageReference.of(image))) {
            throw new ProviderFailure(Kind.IMAGE_NOT_ALLOWED, notAllowed(image), null);
        }
    }

    private Optional<String> objection(String image) {
        Optional<ImageReference> reference = ImageReference.read(image);
        if (reference.isEmpty()) {
            return Optional.of("must be an image reference such as busybox:1.37");
        }
        return list.allows(reference.get()) ? Optional.empty() : Optional.of(notAllowed(image));
    }

    private static String notAllowed(String image) {
        return "image " + image + " is not on the allow-list";
    }
}
