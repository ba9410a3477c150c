package dev.spotdock.web.rest.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A browser's session. */
@Schema(name = "Session")
record SessionView(
        AccountView account,
        @Schema(description = "at the latest; sooner if it is not used") Instant expiresAt) {}
