import type { Report, TargetReport } from "../../core/report.ts";
import { verdictOf } from "../verdict.ts";
import type { Formatter } from "../formatter.ts";
import { SIMULATED, SIMULATED_TEXT, stoppedEarly, titleOf } from "../headline.ts";
import { bySize, sizeName } from "../of-size.ts";
import { embeddedData } from "./embedded-data.ts";
import { figureRows } from "./figures.ts";
import { fragment, trusted } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { methodSection } from "./method.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { comparisonSection } from "./comparison-section.ts";
import { detailSection } from "./detail-section.ts";
import { failureSection } from "./failure-section.ts";
import { tableSection } from "./table-section.ts";
import style from "./style.css" with { type: "text" };
import { tiles } from "./tiles.ts";

const hashOf = (script: string): string =>
  `sha256-${new Bun.CryptoHasher("sha256").update(script).digest("base64")}`;

/** No request goes out from this page, and no script runs in it but its own, whatever a provider put into its answers. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '${hashOf(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'`;

// Whole, as the hash in the policy is of every character between the tags.
const SCRIPT = trusted(`<script>${PAGE_SCRIPT}</script>`);

function sizePart(
  report: Report,
  size: TargetReport["size"],
  isFirst: boolean,
  isOnly: boolean,
): Markup {
  const [race, ...others] = figureRows(report, size);
  const [first, ...rest] = verdictOf(report);
  return fragment`${isOnly ? undefined : fragment`<h2 class="size">${sizeName(size)}</h2>`}
    <section class="verdict">
      <p class="first">${first}</p>
      ${rest.map((text) => fragment`<p>${text}</p>`)}${tiles(report)}
    </section>
    <section>${race}</section>
    ${tableSection(report, isFirst)}
    <section>
      <h2>Distributions and drift</h2>
      ${others}
    </section>
    ${failureSection(report)} ${comparisonSection(report)} ${detailSection(report)}`;
}

function bannerOf(report: Report): Markup {
  const stopped = stoppedEarly(report);
  return fragment`${
    report.simulated
      ? fragment`<p class="banner alarm"><b>${SIMULATED}</b> ${SIMULATED_TEXT}</p>`
      : undefined
  }${stopped === undefined ? undefined : fragment`<p class="banner">${stopped}</p>`}`;
}

/**
 * The result as one page that needs nothing else: for a browser, light and dark, wide and narrow, and for paper. Charts are drawn
 * here; the only script saves the report that the page carries.
 */
export const formatHtml: Formatter = (report) => {
  const title = titleOf(report);
  const parts = bySize(report);
  const { data, text } = embeddedData(report);
  const body = parts.map(([size, part], index) =>
    sizePart(part, size, index === 0, parts.length === 1),
  );
  const { markup } = fragment`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="speed-kings ${report.tool.version}" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <header>
          <p class="brand">speed-kings</p>
          <h1>${title.replace(/^speed-kings \S+ · /, "")}</h1>
          ${bannerOf(report)}
        </header>
        <main>
          ${body} ${methodSection(report)}
          <section>
            <h2>Raw data</h2>
            <p>${text}</p>
            <button type="button" id="save" hidden>Save the report as JSON</button>
          </section>
        </main>
        <footer>
          speed-kings ${report.tool.version}. Made from one run; nothing on this page is loaded from
          anywhere.
        </footer>
        ${data}
        ${SCRIPT}
      </body>
    </html>`;
  return `${markup}\n`;
};
