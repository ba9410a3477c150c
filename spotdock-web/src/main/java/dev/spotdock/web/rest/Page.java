package dev.spotdock.web.rest;

/** An answer with some of many things; it is no resource, and so has no version. */
public interface Page {}
