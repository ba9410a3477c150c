package dev.spotdock.web.rest.events;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import tools.jackson.databind.node.ObjectNode;

/** Shows the AsyncAPI document, as springdoc shows the OpenAPI one. */
@Hidden
@RestController
class AsyncDocsController {

    private final AsyncDocument document;

    AsyncDocsController(AsyncDocument document) {
        this.document = document;
    }

    @GetMapping(path = "/v3/async-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode document() {
        UriComponents here = ServletUriComponentsBuilder.fromCurrentContextPath().build();
        String host = here.getPort() < 0 ? here.getHost() : here.getHost() + ":" + here.getPort();
        return document.at(String.valueOf(host), "https".equals(here.getScheme()));
    }
}
