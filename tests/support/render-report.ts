import { FORMATS } from "../../src/output/formatters.ts";
import { render } from "../../src/output/format-of.ts";
import { fullReport } from "./full-report.ts";

/** Prints the full report as the program would: `render-report.ts [FORMAT [COLUMNS [color|ascii|verbose|details|simulated …]]]`. */
const [wanted = "table", columns = "120", ...words] = process.argv.slice(2);
const format = FORMATS.find((name) => name === wanted) ?? "table";
const report = fullReport({ simulated: words.includes("simulated") });
const page = {
  columns: Number(columns),
  color: words.includes("color"),
  unicode: !words.includes("ascii"),
  verbose: words.includes("verbose"),
  details: words.includes("details"),
};
process.stdout.write(await render(report, format, page));
