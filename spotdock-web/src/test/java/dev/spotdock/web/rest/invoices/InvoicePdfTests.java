package dev.spotdock.web.rest.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.Invoice;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.FakeInvoices;
import dev.spotdock.web.WebFixture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InvoicePdfTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final int DOTS_PER_INCH = 110;

    private static HttpResponse<byte[]> pdf(Invoice invoice, int lines) throws Exception {
        web.market().invoices.add(invoice);
        web.market().invoiceLines.addAll(FakeInvoices.lines(lines));
        Invoice.Issue issue = invoice.issue();
        String id = issue == null ? "current" : issue.id().toString();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    web.to("/api/v1/invoices/" + id).header("Accept", "application/pdf").build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static AccountId me() {
        return new AccountId(UUID.fromString(web.get("/api/v1/me").at("/id")));
    }

    @Test
    void aPrintedSaleSaysWhatWasSold() throws Exception {
        byte[] body = pdf(FakeInvoices.sale(me(), Invoice.Side.SELLER, 43), 0).body();
        try (PDDocument document = Loader.loadPDF(body)) {
            assertThat(document.getNumberOfPages()).isOne();
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Invoice INV-000043")
                    .contains("Sold 2026-12-01 00:00:00.000 UTC")
                    .contains("Fee 5.000000")
                    .contains("Price -100.000000")
                    .contains("Total USD -95.000000")
                    .contains("1HGCM82633A004352, \"Honda\" <Accord>, 2003")
                    .doesNotContain("By bid");
        }
    }

    @Test
    void aPrintedInvoiceSaysWhatTheInvoiceSays() throws Exception {
        Invoice invoice = FakeInvoices.issued(me(), 42, 60);
        HttpResponse<byte[]> answer = pdf(invoice, 60);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"INV-000042.pdf\"");
        try (PDDocument document = Loader.loadPDF(answer.body())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(document.getDocumentInformation().getTitle())
                    .isEqualTo("Invoice INV-000042");
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Invoice INV-000042")
                    .contains(me().toString())
                    .contains("1 November 2026 to 30 November 2026, UTC")
                    .contains("2026-12-01 01:00:00.000 UTC")
                    .contains("Usage 1234567.500000")
                    .contains("Refunds -0.250000")
                    .contains("Total USD 1234567.250000")
                    .contains("01900000-0000-7000-8000-000000000005 0:00:30.123 5.250000")
                    .contains("Page 1 of 2")
                    .contains("Page 2 of 2")
                    .contains(
                            "usage 2026-11-01 00:00:10.000 2026-11-01 00:00:40.123 30123"
                                    + " 627.432000 3599998 5.250037 5.250037")
                    .contains("usage * 2026-10-31 23:58:30.000")
                    .contains(
                            "refund 2026-11-01 00:13:30.000 2026-11-01 00:14:00.123 30123"
                                    + " 627.432000 3599990 5.250037 -5.250037")
                    .doesNotContain("The first")
                    .doesNotContain("#");
            assertThat(text.lines().filter(line -> line.startsWith("Bid 0190"))).hasSize(6);
            draw(document, "invoice");
        }
    }

    /** For people to look at, and that nothing is printed beyond the margins. */
    private static void draw(PDDocument document, String name) throws IOException {
        PDFRenderer renderer = new PDFRenderer(document);
        for (int page = 0; page < Math.min(2, document.getNumberOfPages()); page++) {
            BufferedImage image = renderer.renderImageWithDPI(page, DOTS_PER_INCH);
            Path file = Path.of("target", "%s-%d.png".formatted(name, page + 1));
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            ImageIO.write(image, "png", file.toFile());
            int margin = image.getWidth() * 14 / 210;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < margin; x++) {
                    assertThat(image.getRGB(x, y)).isEqualTo(-1);
                    assertThat(image.getRGB(image.getWidth() - 1 - x, y)).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void aLongInvoiceIsPrintedInPartAndRefersToTheTable() throws Exception {
        HttpResponse<byte[]> answer = pdf(FakeInvoices.running(me(), 3_000), 3_000);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"statement-2026-11.pdf\"");
        try (PDDocument document = Loader.loadPDF(answer.body())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Running statement")
                    .contains("not yet: what is booked so far")
                    .contains("The first 500 of 3000 lines; all of them are in the CSV")
                    .contains("The most expensive ones; all are in the CSV.");
            assertThat(document.getNumberOfPages()).isLessThan(20);
        }
    }
}
