import type { Report } from "../../core/report.ts";
import type { ReadRow } from "../../core/sample.ts";
import { harmlessJson } from "../harmless-json.ts";
import { fragment, trusted } from "../markup.ts";
import type { Markup } from "../markup.ts";

/** Above this many characters data is packed: a page should stay small enough to be sent around. */
const PLAIN_LIMIT = 150_000;
/** What packed data may take before reads are merged, and then left out. */
const PACKED_LIMIT = 450_000;
const MERGED_READS = 32;

/** Reads in at most `most` groups: each has the time of its last read, and the sums of all of them. */
function merged(reads: readonly ReadRow[], most: number): readonly ReadRow[] {
  if (reads.length <= most) return reads;
  const size = Math.ceil(reads.length / most);
  return Array.from({ length: Math.ceil(reads.length / size) }, (_, index) => {
    const group = reads.slice(index * size, (index + 1) * size);
    return group.reduce(
      ([, bytes, events, answer, reasoning, tool], row): ReadRow => [
        row[0],
        bytes + row[1],
        events + row[2],
        answer + row[3],
        reasoning + row[4],
        tool + row[5],
      ],
      [0, 0, 0, 0, 0, 0],
    );
  });
}

interface Level {
  readonly text: string;
  /** How many reads of a request are kept, at the most. */
  readonly reads: number;
  /** How many samples a run may have for this. */
  readonly samples: number;
}

const LEVELS: readonly Level[] = [
  { text: "", reads: Number.POSITIVE_INFINITY, samples: Number.POSITIVE_INFINITY },
  {
    text: ` Reads are merged to at most ${MERGED_READS} a request here; the saved run has all of them.`,
    reads: MERGED_READS,
    samples: Number.POSITIVE_INFINITY,
  },
  {
    text: " The reads of each request are left out here; the saved run has them.",
    reads: 0,
    samples: 20_000,
  },
  {
    text: " So many attempts are left out here; the saved run has them.",
    reads: 0,
    samples: Number.POSITIVE_INFINITY,
  },
];

/** Reads beyond this many make a page too large, and packing them all to find out takes too long. */
const MOST_READS = 400_000;

function atLevel(report: Report, { reads }: Level, isLast: boolean): Report {
  if (reads === Number.POSITIVE_INFINITY) return report;
  const samples = isLast
    ? []
    : report.samples.map((sample) => ({
        ...sample,
        reads: reads === 0 ? [] : merged(sample.reads, reads),
      }));
  return { ...report, samples };
}

const pack = (json: string): string => Buffer.from(Bun.gzipSync(json)).toString("base64");

interface Packed {
  readonly content: string;
  readonly isPacked: boolean;
  readonly text: string;
}

/** The most of a report that fits. */
function embed(report: Report): Packed {
  const { samples } = report;
  for (const [index, level] of LEVELS.entries()) {
    const isLast = index === LEVELS.length - 1;
    const kept = samples.reduce((sum, { reads }) => sum + Math.min(reads.length, level.reads), 0);
    if (!isLast && (kept > MOST_READS || samples.length > level.samples)) continue;
    const { text } = level;
    const json = JSON.stringify(atLevel(report, level, isLast));
    if (json.length <= PLAIN_LIMIT) return { content: json, isPacked: false, text };
    const content = JSON.stringify(pack(json));
    if (isLast || content.length <= PACKED_LIMIT) return { content, isPacked: true, text };
  }
  throw new Error("the last level takes whatever is left");
}

// Inside of a script element only `</script` and `<!--` mean something (HTML, 4.12.1.3): both begin alike.
const forScript = (json: string): string => harmlessJson(json).replaceAll("<", String.raw`\u003c`);

/** The report inside of its page, for the button that saves it, and a sentence on what is in it. */
export function embeddedData(report: Report): { readonly data: Markup; readonly text: string } {
  const { content, isPacked, text } = embed(report);
  const name = `speed-kings-${report.startedAt.slice(0, 19).replaceAll(/[^0-9T]/g, "")}.json`;
  const encoding = isPacked ? fragment` data-encoding="gzip+base64"` : undefined;
  return {
    data: fragment`<script type="application/json" id="report" data-name="${name}" ${encoding}>
      ${trusted(forScript(content))}
    </script>`,
    text: `The report is in this page, every attempt with its times.${text}`,
  };
}
