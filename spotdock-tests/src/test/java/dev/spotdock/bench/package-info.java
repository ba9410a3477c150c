/**
 * What issue and product promise about speed, measured: {@code mvn verify -Pbench}.
 *
 * <p>Every figure is set against a bare baseline of the same run on the same machine, and the ratio
 * against a stated limit. {@link dev.spotdock.bench.Benchmarks} runs all of them.
 */
@NullMarked
package dev.spotdock.bench;

import org.jspecify.annotations.NullMarked;
