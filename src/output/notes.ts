import type { ExclusionReason, Report, TargetReport } from "../core/report.ts";
import { count } from "../text/quantity.ts";
import { nameText, printable } from "../text/printable.ts";
import { textOf, valueIn } from "./categories.ts";
import { failureLine } from "./failures.ts";
import type { Note } from "./label-notes.ts";

/**
 * One line for each target at which something failed, with the provider's words and the advice; targets of which there is the same to
 * say share one. Wants a report of one size.
 */
export function failureNotes(report: Report): readonly Note[] {
  const notes = report.targets.flatMap((target) => {
    const text = failureLine(report, target);
    return text === undefined ? [] : [{ about: nameText(target.id), text }];
  });
  return [...Map.groupBy(notes, ({ text }) => text)].map(([text, same]) => ({
    about: same.map(({ about }) => about).join(", "),
    text,
  }));
}

/** Which model each target ran, and under which name it answered, where that differs. */
export const modelNotes = ({ targets, plan }: Report): readonly Note[] =>
  targets
    .filter(({ size }) => size === plan.sizes[0]?.size)
    .map(({ id, model, answeredModel }) => ({
      about: nameText(id),
      text: [
        printable(model, 200),
        ...(answeredModel === undefined || answeredModel === model
          ? []
          : [`(answered as ${printable(answeredModel, 200)})`]),
      ].join(" "),
    }));

/** What the order of the rows and the places in it mean; undefined where there is nothing to order by. */
export function orderText(report: Report): string | undefined {
  const category = report.plan.rankBy;
  if (report.targets.every((target) => valueIn(category, report, target) === undefined))
    return undefined;
  const { name } = textOf(category, report);
  const order = category === "value" ? name : `${name} (P50)`;
  const ranks = report.targets.flatMap((target) => target.ranks[category] ?? []);
  if (ranks.length === 0)
    return `${order}, best first; whether it is more than chance is not known`;
  return ranks.some(({ from, to }) => from !== to)
    ? `${order}, best first; a place that is shared, like 1–2, means that this run cannot tell them apart`
    : `${order}, best first`;
}

const REASONS: readonly (readonly [ExclusionReason, string])[] = [
  ["stall", "while this machine stalled"],
  ["cached", "with cached prompt tokens"],
  ["model", "from another model"],
  ["cold", "over a new connection"],
  ["compressed", "compressed"],
];

const excludedText = ({ id, attempts: { excluded, total } }: TargetReport): string | undefined => {
  const reasons = REASONS.flatMap(([reason, text]) => {
    const n = excluded[reason] ?? 0;
    return n === 0 ? [] : [`${count(n)} of ${count(total)} ${text}`];
  });
  return reasons.length === 0 ? undefined : `${nameText(id)} ${reasons.join(", ")}`;
};

/** Attempts that the numbers leave out, that were made again, and that repeated a failed one; empty where there are none. */
export function countNotes({ targets }: Report): readonly Note[] {
  const excluded = targets.flatMap((target) => excludedText(target) ?? []);
  const retried = targets
    .filter(({ attempts }) => attempts.retries > 0)
    .map(({ id, attempts }) => `${nameText(id)} ${count(attempts.retries)}`);
  const repeated = targets.flatMap(({ id, attempts: { repeated: n = 0 } }) =>
    n === 0 ? [] : [`${nameText(id)} ${count(n)}`],
  );
  return [
    ...(repeated.length === 0
      ? []
      : [
          {
            about: "Made again",
            text: `${repeated.join(", ")}, as this machine stalled in the first attempt`,
          },
        ]),
    ...(excluded.length === 0 ? [] : [{ about: "Left out", text: excluded.join("; ") }]),
    ...(retried.length === 0 ? [] : [{ about: "Retries", text: retried.join(", ") }]),
  ];
}
