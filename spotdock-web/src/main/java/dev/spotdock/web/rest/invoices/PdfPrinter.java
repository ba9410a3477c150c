package dev.spotdock.web.rest.invoices;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;

/**
 * Turns XHTML into PDF. Reads nothing but the document: no network, no files, no fonts of disks.
 */
@Component
class PdfPrinter {

    PdfPrinter() {
        XRLog.setLoggerImpl(new PrintLog());
        FontMappers.set(new BundledFont());
    }

    byte[] print(Document document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useUriResolver((_, _) -> null)
                    .useExternalResourceAccessControl(
                            (_, _) -> false,
                            ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .withProducer("SpotDock")
                    .withW3cDocument(document, null)
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: a bug
        }
        return out.toByteArray();
    }
}
