import { z } from "zod";
import type { OwnPriceFile } from "./own-price-file.ts";
import { CONFIDENCES, STATUSES, WEEKDAYS } from "./price-file.ts";
import type { PriceFile } from "./price-file.ts";

/** Nothing on sale comes near this; a price above it was written per token, in cents or in another currency. */
const DEAREST = 10_000;

const day = z.iso.date({ error: "must be a day like 2026-11-24" });
const instant = z.union([z.iso.date(), z.iso.datetime()], {
  error: "must be a day like 2026-11-24 or a moment in UTC like 2026-09-10T04:00:00Z",
});
const rate = z
  .number()
  .min(0, "must not be negative")
  .max(DEAREST, `must be USD per million tokens, at most ${DEAREST}`);
const count = z.int().positive();
const name = z.string().min(1).max(300);
const note = z.string().max(1000);
const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time in UTC like "01:00"');

const dailyWindow = z.strictObject({
  utc: z
    .array(
      z
        .tuple([clockTime, clockTime])
        .refine(
          ([from, to]) => from < to,
          "must end later than it begins (over midnight: two of them)",
        )
        .readonly(),
    )
    .min(1)
    .readonly(),
  days: z.array(z.enum(WEEKDAYS)).min(1).readonly().exactOptional(),
  except: z.array(day).readonly().exactOptional(),
});

const pricePeriod = z
  .strictObject({
    from: instant.exactOptional(),
    to: instant.exactOptional(),
    name: name.exactOptional(),
    when: dailyWindow.exactOptional(),
    tier: name.exactOptional(),
    inputAbove: count.exactOptional(),
    input: rate,
    output: rate,
    cacheRead: rate.exactOptional(),
    cacheWrite: rate.exactOptional(),
    reasoning: rate.exactOptional(),
    perRequest: rate.exactOptional(),
    note: note.exactOptional(),
  })
  .refine(
    ({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to),
    { path: ["to"], error: "must be later than from" },
  );

const evidence = z.strictObject({
  id: name,
  asOf: day.exactOptional(),
  url: z.string().max(500).exactOptional(),
});

const status = z.enum(STATUSES);
const confidence = z.enum(CONFIDENCES);
const prices = z.array(pricePeriod).readonly();
const sources = z.array(evidence).readonly();

const modelFacts = {
  aliases: z.array(name).readonly().exactOptional(),
  context: count.exactOptional(),
  maxOutput: count.exactOptional(),
  verifiedAt: day.exactOptional(),
  pinned: z.boolean().exactOptional(),
  note: note.exactOptional(),
};

const model = z.strictObject({ ...modelFacts, status, prices, confidence, sources });

const ownModel = z.strictObject({
  ...modelFacts,
  status: status.exactOptional(),
  prices: prices.nullable().exactOptional(),
  confidence: confidence.exactOptional(),
  sources: sources.exactOptional(),
});

const hosts = z.array(name).readonly();

const providerFacts = {
  kind: z.literal("local").exactOptional(),
  pricePage: z.string().max(500).exactOptional(),
  cacheReadFactor: z.number().min(0).max(1).exactOptional(),
  note: note.exactOptional(),
};

const provider = z.strictObject({ ...providerFacts, hosts, models: z.record(name, model) });

const ownProvider = z.strictObject({
  ...providerFacts,
  hosts: hosts.exactOptional(),
  models: z.record(name, ownModel).exactOptional(),
});

const origin = z.strictObject({
  lineage: name,
  asOf: day.exactOptional(),
  licence: z.string().max(300).exactOptional(),
  url: z.string().max(500).exactOptional(),
  integrity: z.string().max(200).exactOptional(),
  note: note.exactOptional(),
});

const envelope = {
  schemaVersion: z.literal(1, { error: "must be 1: this version of speed-kings knows no other" }),
  currency: z.literal("USD"),
  unit: z.literal("per-1M-tokens"),
};

/** A whole price file: what is embedded, and what a refresh keeps. */
export const priceFileSchema = z.strictObject({
  ...envelope,
  updatedAt: instant,
  sources: z.record(name, origin),
  providers: z.record(name, provider),
}) satisfies z.ZodType<PriceFile>;

/** A file of the user's own. */
export const ownPriceFileSchema = z.strictObject({
  schemaVersion: envelope.schemaVersion.exactOptional(),
  currency: envelope.currency.exactOptional(),
  unit: envelope.unit.exactOptional(),
  updatedAt: instant.exactOptional(),
  sources: z.record(name, origin).exactOptional(),
  providers: z.record(name, ownProvider),
}) satisfies z.ZodType<OwnPriceFile>;
