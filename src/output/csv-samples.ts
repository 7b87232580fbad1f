import type { Sample } from "../core/sample.ts";
import { outputSpeed } from "../metrics/output-speed.ts";
import type { TokenBasis } from "../metrics/token-basis.ts";
import { csvOf } from "./csv.ts";
import type { CsvColumn } from "./csv.ts";
import type { Formatter } from "./formatter.ts";

const columnsFor = (basis: TokenBasis): readonly CsvColumn<Sample>[] => [
  ["target", ({ target }) => target],
  ["size", ({ size }) => size],
  ["phase", ({ phase }) => phase],
  ["block", ({ block }) => block],
  ["order", ({ order }) => order],
  ["attempt", ({ attempt }) => attempt],
  ["requeued", ({ requeued }) => requeued ?? false],
  ["prompt", ({ prompt }) => prompt],
  ["startedAt", ({ startedAt }) => startedAt],
  ["status", ({ status }) => status],
  ["failure", ({ failure }) => failure?.kind],
  ["failureMessage", ({ failure }) => failure?.message],
  ["connection", ({ connection }) => connection],
  ["httpStatus", ({ httpStatus }) => httpStatus],
  ["requestId", ({ requestId }) => requestId],
  ["answeredModel", ({ answeredModel }) => answeredModel],
  ["contentEncoding", ({ contentEncoding }) => contentEncoding],
  ["headersMs", ({ headersMs }) => headersMs],
  ["firstEventMs", ({ firstEventMs }) => firstEventMs],
  ["ttftMs", ({ ttftMs }) => ttftMs],
  ["ttfatMs", ({ ttfatMs }) => ttfatMs],
  ["firstToolCallMs", ({ firstToolCallMs }) => firstToolCallMs],
  ["lastTokenMs", ({ lastTokenMs }) => lastTokenMs],
  ["endMs", ({ endMs }) => endMs],
  [
    "outputSpeed",
    (sample) => {
      const speed = outputSpeed(sample, basis);
      return "void" in speed ? undefined : speed.tokensPerSecond;
    },
  ],
  ["reads", ({ reads }) => reads.length],
  ["tokens.input", ({ tokens }) => tokens.input],
  ["tokens.output", ({ tokens }) => tokens.output],
  ["tokens.reasoning", ({ tokens }) => tokens.reasoning],
  ["tokens.cached", ({ tokens }) => tokens.cached],
  ["tokens.o200k", ({ tokens }) => tokens.o200k],
  ["tokens.source", ({ tokens }) => tokens.source],
  ["finishReason", ({ finishReason }) => finishReason],
  ["server.queueMs", ({ serverTimings }) => serverTimings?.queueMs],
  ["server.prefillMs", ({ serverTimings }) => serverTimings?.prefillMs],
  ["server.decodeMs", ({ serverTimings }) => serverTimings?.decodeMs],
  ["server.totalMs", ({ serverTimings }) => serverTimings?.totalMs],
  ["costUsd", ({ costUsd }) => costUsd],
  ["reportedCostUsd", ({ reportedCostUsd }) => reportedCostUsd],
  ["textSha256", ({ textSha256 }) => textSha256],
  ["stalls", ({ stalls }) => stalls?.length ?? 0],
];

/** CSV with one row for each attempt, warm-ups and failures included. Names as in the JSON report. */
export const formatCsvSamples: Formatter = ({ samples, tokenBasis }) =>
  csvOf(columnsFor(tokenBasis), samples);
