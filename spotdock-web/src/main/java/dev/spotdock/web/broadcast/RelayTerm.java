package dev.spotdock.web.broadcast;

/**
 * One instance's right to send, for as long as nobody else has taken it.
 *
 * @param epoch rises with each change of hands, from 1
 * @param position all events at or before it have arrived
 */
record RelayTerm(long epoch, long position) {}
