/**
 * Workloads as containers of a Docker Engine, API 1.41 (20.10) and later. {@link
 * dev.spotdock.compute.provider.docker.DockerProviders} is the way in; types of docker-java stay
 * inside.
 *
 * <h2>What a workload may do</h2>
 *
 * <p>CPU, memory (no swap), processes, open files and log are bounded; no core is dumped; an
 * image's health check is not run; all capabilities are dropped but those of the allow-list; no new
 * privileges; nothing of the host is mounted, no namespace of the host is shared; no port is
 * published; restart policy {@code no}. The image's user and a writable root are the default,
 * because most public images need them.
 *
 * <h2>What is not covered</h2>
 *
 * <ul>
 *   <li>The kernel is shared: name another runtime (gVisor's {@code runsc}) where that is not
 *       enough.
 *   <li>The writable layer and anonymous volumes have no quota: only few storage drivers can.
 *   <li>Disk and network bandwidth are not divided.
 *   <li>A network bridge has 1,023 ports: no more containers run at a time on one engine.
 *   <li>What the two kinds of network leave open: {@link
 *       dev.spotdock.compute.provider.docker.DockerProperties.Reach}.
 *   <li>Images are pulled without credentials, but one that is there already can be used by
 *       everybody, unless the allow-list says otherwise.
 *   <li>Images are never removed: that is the operator's.
 * </ul>
 */
@NullMarked
package dev.spotdock.compute.provider.docker;

import org.jspecify.annotations.NullMarked;
