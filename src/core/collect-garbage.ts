/** Work that leaves less garbage than this many samples do is not worth a stop. */
const MANY_SAMPLES = 10_000;

/**
 * Collects what work on `samples` samples has left behind, where that is much. The collector of Bun 1.4.5 waits until garbage is
 * as large as what lives, so that 100,000 samples in 200 MB of memory ended at 600; stopping now and then, 0.1 s each time, keeps
 * them below 500. Never while something is measured.
 */
export function collectGarbage(samples: number): void {
  if (samples >= MANY_SAMPLES) Bun.gc(true);
}
