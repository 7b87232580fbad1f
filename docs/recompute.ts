// Recomputes the table of a saved run from its samples alone, with its own arithmetic: bun docs/recompute.ts run.json
// For runs in which nothing timed out; docs/methodology.md has the rules for those, and the ranks.
const report = await Bun.file(process.argv[2] ?? "").json();
const sum = (xs) => xs.reduce((total, x) => total + x, 0);
const text = (row) => row[3] + row[4] + row[5];
const isSpoiled = ({ stalls = [], ttftMs, lastTokenMs }) =>
  stalls.some(
    ([from, to]) =>
      to - from > Math.max(2, 0.02 * ttftMs) &&
      [ttftMs, lastTokenMs].some((t) => from <= t && t <= to + 1),
  );

function speed({ reads, tokens, ttftMs, lastTokenMs }) {
  const hidden = reads.some((row) => row[4] > 0) ? 0 : (tokens.reasoning ?? 0);
  const n = report.tokenBasis === "native" ? tokens.output - hidden : tokens.o200k;
  const seconds = (lastTokenMs - ttftMs) / 1000;
  const isValid = n >= 64 && seconds >= 0.05 && reads.filter((row) => text(row) > 0).length >= 4;
  return isValid ? (n * (1 - tokens.o200kFirstRead / tokens.o200k)) / seconds : undefined;
}

const binomial = (n) => {
  // P(B = k) for k = 0..n with p = 1/2
  const mass = [0.5 ** n];
  for (let k = 1; k <= n; k++) mass.push((mass[k - 1] * (n - k + 1)) / k);
  return mass;
};

function interval(inTime, sorted) {
  // exact binomial interval of the median, for the effective size
  const logs = inTime.map(Math.log),
    n = logs.length,
    mean = sum(logs) / n;
  const squares = sum(logs.map((x) => (x - mean) ** 2));
  const rho =
    n < 4 || squares === 0
      ? 0
      : sum(logs.slice(1).map((x, i) => (x - mean) * (logs[i] - mean))) / squares;
  const r = Math.min(0.9, Math.max(0, rho)),
    m = Math.max(1, Math.floor((n * (1 - r)) / (1 + r) + 1e-9));
  const mass = binomial(m);
  let best;
  for (let low = 1; low < m; low++)
    for (let high = low + 1; high <= m; high++) {
      const skew = Math.abs(sum(mass.slice(0, low)) - sum(mass.slice(high)));
      if (sum(mass.slice(low, high)) < 0.95) continue;
      if (
        !best ||
        high - low < best.high - best.low ||
        (high - low === best.high - best.low && skew < best.skew - 1e-9)
      )
        best = { low, high, skew };
    }
  return (
    best && [sorted[Math.floor((best.low * n) / m) - 1], sorted[Math.ceil((best.high * n) / m) - 1]]
  );
}

function describe(inTime) {
  const sorted = inTime.toSorted((a, b) => a - b),
    n = sorted.length,
    mean = sum(sorted) / n;
  return {
    n,
    max: sorted[n - 1],
    p50: n % 2 ? sorted[(n - 1) / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2,
    p95: sorted[Math.ceil(0.95 * n) - 1],
    stddev: Math.sqrt(sum(sorted.map((x) => (x - mean) ** 2)) / (n - 1)),
    p50Interval: interval(inTime, sorted),
  };
}

console.log(
  JSON.stringify(
    report.targets.map(({ id, size }) => {
      const all = report.samples.filter(
        (s) => s.target === id && s.size === size && s.phase === "measured" && s.attempt === 1,
      );
      const good = all
        .filter((s) => s.status === "ok" && !isSpoiled(s))
        .toSorted((a, b) => a.block - b.block);
      return {
        id,
        size,
        ok: all.filter((s) => s.status === "ok").length,
        total: all.length,
        output: sum(all.map((s) => s.tokens.output ?? 0)),
        ttftMs: describe(good.map((s) => s.ttftMs)),
        e2eMs: describe(good.map((s) => s.lastTokenMs)),
        outputSpeed: describe(good.flatMap((s) => speed(s) ?? [])),
      };
    }),
  ),
);
