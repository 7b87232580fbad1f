import { collectGarbage } from "../../core/collect-garbage.ts";
import type { Report } from "../../core/report.ts";
import { metricOf } from "../categories.ts";
import type { Chart } from "../charts/draw.ts";
import { drawChart } from "../charts/draw.ts";
import { driftChart } from "../charts/drift.ts";
import { ecdfChart } from "../charts/ecdf.ts";
import { frontierChart } from "../charts/frontier.ts";
import { raceChart } from "../charts/race.ts";
import { stripChart } from "../charts/strip.ts";
import { sceneOf } from "../charts/subject.ts";
import type { Scene } from "../charts/subject.ts";
import { waterfallChart } from "../charts/waterfall.ts";
import { fragment, trusted } from "../markup.ts";
import type { Markup } from "../markup.ts";

/** Widths that the text of a picture is made for: alone in its row, beside another one, and on a phone. */
const WIDTHS = { full: 1000, half: 430, narrow: 380 } as const;

interface Figure {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly width: "full" | "half";
  readonly chart: (scene: Scene) => Chart | undefined;
}

const TTFT_NAMES = {
  ttftMs: "Time to first token",
  ttfatMs: "Time to first answer token",
} as const;

const STRIP_TEXT =
  "A dot is a request, the diamond the median (P50), the line through it its 95 % interval.";
const ECDF_TEXT =
  "How many of all attempts were as fast as this or faster. A line that ends below 100 % failed that often.";

const figuresFor = (report: Report): readonly (readonly Figure[])[] => {
  const first = metricOf("ttft", report) === "ttfatMs" ? "ttfatMs" : "ttftMs";
  const firstName = TTFT_NAMES[first];
  return [
    [
      {
        id: "race",
        title: "The race: tokens over time",
        text: "Tokens received over time, for the middle request of each target: the one that took as long as half of them.",
        width: "full",
        chart: raceChart,
      },
    ],
    [
      {
        id: "speed",
        title: "Output speed, tokens per second",
        text: STRIP_TEXT,
        width: "half",
        chart: (scene) => stripChart(scene, "outputSpeed", "Output speed of every request"),
      },
      {
        id: "ttft",
        title: firstName,
        text: STRIP_TEXT,
        width: "half",
        chart: (scene) => stripChart(scene, first, `${firstName} of every request`),
      },
      {
        id: "ecdf-ttft",
        title: `${firstName}: share of attempts`,
        text: ECDF_TEXT,
        width: "half",
        chart: (scene) => ecdfChart(scene, first, `Distribution function: ${firstName}`),
      },
      {
        id: "ecdf-e2e",
        title: "End-to-end time: share of attempts",
        text: ECDF_TEXT,
        width: "half",
        chart: (scene) => ecdfChart(scene, "e2eMs", "Distribution function: end-to-end time"),
      },
      {
        id: "drift-speed",
        title: "Output speed over the run",
        text: "A dot is a request. Lines that climb, sink or jump say that the answer depends on the minute.",
        width: "half",
        chart: (scene) => driftChart(scene, "outputSpeed", "Output speed over the run"),
      },
      {
        id: "drift-ttft",
        title: `${firstName} over the run`,
        text: "All targets of a block are asked at about the same time, so what they share is the network or the hour.",
        width: "half",
        chart: (scene) => driftChart(scene, first, `${firstName} over the run`),
      },
      {
        id: "frontier",
        title: "Speed against cost",
        text: "The dashed line joins those that nobody beats in both: the efficient frontier.",
        width: "full",
        chart: frontierChart,
      },
    ],
    [
      {
        id: "requests",
        title: "Every request",
        text: "A bar is a request, first to last from the top. Bars that leave the picture took longer than any that succeeded. Of long runs an even selection.",
        width: "full",
        chart: waterfallChart,
      },
    ],
  ];
};

function draw({ id, title, text, width, chart }: Figure, scene: Scene, size: string): Markup {
  const made = chart(scene);
  if (made === undefined) return fragment``;
  const svg = (name: keyof typeof WIDTHS): Markup =>
    trusted(drawChart(made, WIDTHS[name], `${id}-${size}-${name}`));
  const keys = made.keys.map(
    ({ name, color }) => fragment`<li style="--key: ${color}"><bdi>${name}</bdi></li> `,
  );
  const pictures =
    width === "half"
      ? fragment`<div class="picture">${svg("half")}</div>`
      : fragment`<div class="picture wide">${svg("full")}</div>
          <div class="picture narrow">${svg("narrow")}</div>`;
  return fragment`<figure class="${width}">
    <h3>${title}</h3>
    ${keys.length === 0 ? undefined : fragment`<ul class="keys">${keys}</ul>`} ${pictures}
    <figcaption>${text}</figcaption>
  </figure> `;
}

/** All pictures of one size of a run, in rows. Charts that have nothing to show are left out. */
export function figureRows(report: Report, size: string): readonly Markup[] {
  const scene = sceneOf(report);
  return figuresFor(report).map((row) => {
    const drawn = row.map((figure) => {
      const picture = draw(figure, scene, size);
      collectGarbage(report.samples.length);
      return picture;
    });
    return fragment`<div class="figures">${drawn}</div>`;
  });
}
