import { FORMATTERS } from "../../src/output/formatters.ts";
import { aReport, aTargetReport } from "./builders.ts";

/** Prints a table in colour, as the program does. */
const formatTable = await FORMATTERS.table();
const report = aReport({ targets: [aTargetReport("groq"), aTargetReport("cerebras")] });
const page = { columns: 120, color: true, unicode: true, verbose: false };
process.stdout.write(await formatTable(report, page));
