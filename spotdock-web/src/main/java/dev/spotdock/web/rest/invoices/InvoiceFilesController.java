package dev.spotdock.web.rest.invoices;

import dev.spotdock.billing.Invoice;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.rest.CsvTable;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out invoices as files. */
@RestController
@RequestMapping("/api/v1/invoices/{id}")
@Tag(name = "Invoices")
class InvoiceFilesController {

    private final Bills bills;
    private final LineTable table;
    private final InvoicePrint print;

    InvoiceFilesController(Bills bills, LineTable table, InvoicePrint print) {
        this.bills = bills;
        this.table = table;
        this.print = print;
    }

    @Cost
    @GetMapping(produces = CsvTable.MEDIA_TYPE)
    @Operation(operationId = "findInvoice")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvTable.MEDIA_TYPE, schema = @Schema(type = "string")))
    void csv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String accountId,
            HttpServletResponse response)
            throws IOException {
        Invoice invoice = bills.existing(caller, id, accountId);
        name(response, Bills.name(invoice) + ".csv");
        response.setContentType(CsvTable.CONTENT_TYPE);
        table.write(invoice, response.getOutputStream());
    }

    @Cost
    @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(operationId = "findInvoice")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    void pdf(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String accountId,
            HttpServletResponse response)
            throws IOException {
        Invoice invoice = bills.existing(caller, id, accountId);
        byte[] pages = print.pages(invoice);
        name(response, Bills.name(invoice) + ".pdf");
        response.setContentType(MediaType.APPLICATION_PDF_VALUE);
        response.setContentLength(pages.length);
        response.getOutputStream().write(pages);
    }

    private static void name(HttpServletResponse response, String file) {
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
    }
}
