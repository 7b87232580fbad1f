import { describe, expect, test } from "bun:test";
import { csvOf } from "../../src/output/csv.ts";
import { wholeText } from "../../src/output/pieces.ts";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { fullReport } from "../support/full-report.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";
import { askPython, hasPython } from "../support/python.ts";

type Rows = readonly Readonly<Record<string, string>>[];

const READ = `
import csv, io, json, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="").read()
rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey="too many"))
json.dump(rows, sys.stdout)
`;

const read = async (text: string): Promise<Rows> => (await askPython(READ, text)) as Rows;

const withPython = test.skipIf(!hasPython);

describe("CSV", () => {
  withPython("has one row for each target and size, with the numbers of the report", async () => {
    const report = fullReport();
    const rows = await read(await render(report, "csv", FILE_PAGE));
    expect(rows.map(({ target }) => target)).toEqual(report.targets.map(({ id }) => id));
    for (const [index, target] of report.targets.entries()) {
      const row = rows[index]!;
      expect(Number(row["outputSpeed.p50"])).toBe(target.metrics.outputSpeed!.p50!);
      expect(Number(row["outputSpeed.p50Low"])).toBe(target.metrics.outputSpeed!.p50Interval![0]!);
      expect(Number(row["ok"])).toBe(target.attempts.ok);
    }
    expect(rows[4]).toMatchObject({ "ttftMs.p50": "", "ttftMs.p50Above": "60000" });
    expect(rows[4]).toMatchObject({ "rank.speed.from": "", costUsd: "", "failed.timeout": "9" });
    expect(rows[0]).toMatchObject({ "rank.speed.from": "1", crowns: "speed e2e" });
  });

  withPython("of samples has one row for each attempt", async () => {
    const report = fullReport();
    const rows = await read(await render(report, "csv-samples", FILE_PAGE));
    expect(rows).toHaveLength(report.samples.length);
    expect(rows.map(({ ttftMs }) => ttftMs)).toEqual(
      report.samples.map(({ ttftMs }) => (ttftMs === undefined ? "" : String(ttftMs))),
    );
    expect(new Set(rows.map(({ failure }) => failure))).toEqual(new Set(["", "timeout", "http"]));
  });

  withPython.each(["csv", "csv-samples"] as const)("as %s gives no cell away", async (format) => {
    const reports = Object.values(HOSTILE).map(hostileReport);
    const rows = await read(
      await render(
        {
          ...reports[0]!,
          targets: reports.flatMap(({ targets }) => targets),
          samples: reports.flatMap(({ samples }) => samples),
        },
        format,
        FILE_PAGE,
      ),
    );
    expect(rows).toHaveLength(reports.length * (format === "csv" ? 2 : 3));
    for (const row of rows) {
      expect(row).not.toHaveProperty(["too many"]);
      for (const cell of Object.values(row)) {
        if (!Number.isFinite(Number(cell))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
  });

  test("defuses what a spreadsheet would run, and leaves numbers alone", () => {
    const columns = [["value", ({ value }: { value: string | number }) => value]] as const;
    const rows = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", -1.5, 2e-7, "plain"].map(
      (value) => ({
        value,
      }),
    );
    expect(wholeText(csvOf(columns, rows)).slice(1).split("\r\n")).toEqual([
      "value",
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'=1",
      "'=1",
      "'＝1",
      "-1.5",
      "2e-7",
      "plain",
      "",
    ]);
  });

  test("is marked as UTF-8 where it has to be, since a spreadsheet would guess otherwise", () => {
    const columns = [["name", (text: string) => text]] as const;
    expect(wholeText(csvOf(columns, ["Müller"]))).toBe("\ufeffname\r\nMüller\r\n");
    expect(wholeText(csvOf(columns, ["Miller"]))).toBe("name\r\nMiller\r\n");
  });

  test("is by RFC 4180: CRLF, and quotes doubled within quotes", () => {
    const columns = [["a,b", (text: string) => text]] as const;
    expect(wholeText(csvOf(columns, [`say "x"`, ""]))).toBe(`"a,b"\r\n"say ""x"""\r\n\r\n`);
  });
});
