package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a bid's container prints. */
@RestController
@RequestMapping("/api/v1/bids")
@Tag(name = "Bids")
class BidLogController {

    private static final String TEXT = "text/plain";

    private final Ask ask;
    private final LogFollower logs;

    BidLogController(Ask ask, LogFollower logs) {
        this.ask = ask;
        this.logs = logs;
    }

    @GetMapping(path = "/{id}/logs", produces = TEXT)
    @Operation(
            operationId = "readBidLog",
            summary = "Shows the output of a bid's latest container",
            description =
                    "Standard output and error as they came, the last 1 MiB, also after the end."
                            + " While the bid waits there is none. With follow=true the answer goes"
                            + " on until the container ends, at most an hour.")
    @ApiResponse(
            responseCode = "200",
            description = "The output",
            content = @Content(mediaType = TEXT, schema = @Schema(type = "string")))
    void log(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(
                            description = "only the last lines",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestParam(required = false)
                    @Nullable String tail,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String follow,
            HttpServletResponse response)
            throws IOException {
        BidDetails bid =
                BidQueryController.find(ask, PathId.of(id, BidId::new), caller.accountId());
        InputErrors errors = new InputErrors();
        int lines = lines(tail, errors);
        boolean following = following(follow, errors);
        errors.refuseIfAny();
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (following) {
            logs.follow(bid.bidId(), caller.accountId(), lines, response.getOutputStream());
        } else {
            byte[] text = logs.read(bid);
            int from = LogWindow.lastLines(text, lines);
            response.setContentLength(text.length - from);
            response.getOutputStream().write(text, from, text.length - from);
        }
    }

    private static int lines(@Nullable String tail, InputErrors errors) {
        if (tail == null) {
            return Integer.MAX_VALUE;
        }
        if (!tail.matches("\\d{1,9}")) {
            errors.addParameter("tail", "must be a whole number of lines, 0 to 999999999");
            return 0;
        }
        return Integer.parseInt(tail);
    }

    private static boolean following(@Nullable String follow, InputErrors errors) {
        if (follow == null || follow.equals("false")) {
            return false;
        }
        if (!follow.isEmpty() && !follow.equals("true")) {
            errors.addParameter("follow", "must be true or false");
        }
        return true;
    }
}
