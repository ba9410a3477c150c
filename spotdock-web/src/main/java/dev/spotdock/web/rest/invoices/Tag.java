package dev.spotdock.web.rest.invoices;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** An element of an XHTML document. What is text stays text: nothing is parsed. */
record Tag(Element element) {

    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    /**
     * A new document's body.
     *
     * @param style the document's style sheet
     */
    static Tag body(String title, String style) {
        Document document = newDocument();
        Element html = document.createElementNS(XHTML, "html");
        document.appendChild(html);
        Tag head = new Tag(html).add("head", "");
        head.add("title", "").text(title);
        head.add("style", "").text(style);
        return new Tag(html).add("body", "");
    }

    private static Document newDocument() {
        try {
            return DocumentBuilderFactory.newNSInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has XML", e);
        }
    }

    /**
     * Adds an element, and returns it.
     *
     * @param kind its class; empty: none
     */
    Tag add(String name, String kind) {
        Element child = document().createElementNS(XHTML, name);
        if (!kind.isEmpty()) {
            child.setAttribute("class", kind);
        }
        element.appendChild(child);
        return new Tag(child);
    }

    /** Adds text, and returns this. */
    Tag text(String text) {
        element.appendChild(document().createTextNode(text));
        return this;
    }

    /** Sets an attribute, and returns this. */
    Tag with(String attribute, String value) {
        element.setAttribute(attribute, value);
        return this;
    }

    Document document() {
        return element.getOwnerDocument();
    }
}
