import type { Report } from "../core/report.ts";
import { metricOf } from "./categories.ts";
import { extentOf, logHistogram } from "./chart-data.ts";
import { countedAttempts, shownValues } from "./chart-samples.ts";
import type { Standing } from "./standings.ts";
import { scaleOf } from "./table-metric-column.ts";
import type { Column } from "./table-metric-column.ts";

const BINS = 24;
const HEIGHTS = "▁▂▃▄▅▆▇█";
const EMPTY = "·";

function bars(counts: readonly number[]): string {
  const most = Math.max(...counts);
  return counts
    .map((count) => (count === 0 ? EMPTY : HEIGHTS[Math.ceil((count / most) * HEIGHTS.length) - 1]))
    .join("");
}

/**
 * Where the requests of each target lie, on one logarithmic axis for all: place shows how fast, width how steady. Of the metric that
 * decides the order; of output speed where that is no metric.
 */
export function distributionColumn(
  report: Report,
  standings: readonly Standing[],
): Column | undefined {
  const metric = metricOf(report.plan.rankBy, report) ?? "outputSpeed";
  const attempts = countedAttempts(report);
  const values = standings.map(({ target }) => shownValues(attempts.get(target.id) ?? [], metric));
  const extent = extentOf(values);
  if (extent === undefined || extent.low <= 0) return undefined;
  const scale = scaleOf(
    metric,
    standings.flatMap(({ target }) => target.metrics[metric] ?? []),
  );
  return {
    head: [
      "distribution, log scale",
      `${scale.format(extent.low)}–${scale.format(extent.high)} ${scale.unit}`,
    ],
    align: "left",
    cells: values.map((each) =>
      each.length === 0
        ? { text: EMPTY.repeat(BINS), role: "quiet" }
        : { text: bars(logHistogram(each, extent, BINS)) },
    ),
  };
}
