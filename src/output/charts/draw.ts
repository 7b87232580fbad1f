import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { GridComponent } from "echarts/components";
import type { GridComponentOption } from "echarts/components";
import { init, use } from "echarts/core";
import type { ComposeOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, ScatterChart, GridComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | ScatterSeriesOption | GridComponentOption
>;
export type Series = BarSeriesOption | LineSeriesOption | ScatterSeriesOption;

/** A picture before it is drawn: what is in it, how high it wants to be, and what it says to those who cannot see it. */
export interface Chart {
  readonly option: ChartOption;
  readonly height: number;
  readonly label: string;
  /** What its colours mean, for the place around it: text there wraps as text does. */
  readonly keys: readonly Key[];
}

/** A colour and what it stands for. */
export interface Key {
  readonly name: string;
  readonly color: string;
}

// Handles for a script that is not there, and an id that counts up with every chart of the process.
const HANDLES = / (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g;
const STYLE = /<style\s*>[\s\S]*?<\/style>/g;
const IDS = /zr\d+-/g;
const SIZE = /<svg width="\d+" height="\d+"/;

/**
 * A chart as SVG text, the same for the same input. Its size follows the place where it is put; `width` is the one that its text is
 * made for. `name` keeps the ids of several charts of a page apart.
 */
export function drawChart({ option, height, label }: Chart, width: number, name: string): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return chart
      .renderToSVGString()
      .replace(STYLE, "")
      .replace(HANDLES, "")
      .replaceAll(/\n\s*/g, "")
      .replace(IDS, `${name}-`)
      .replace(SIZE, `<svg role="img" aria-label="${Bun.escapeHTML(label)}"`);
  } finally {
    // Left alive it would keep a timer, and the program with it.
    chart.dispose();
  }
}
