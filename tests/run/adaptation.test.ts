import { describe, expect, test } from "bun:test";
import { evaluate } from "../../src/metrics/evaluate.ts";
import type { WireRequest } from "../../src/wire/transport.ts";
import { aPlan, aTarget } from "../support/builders.ts";
import { ANSWER, play, samplesOf } from "../support/play-run.ts";
import type { Script } from "../support/scripted-transport.ts";

const TARGETS = [aTarget("a", { origin: "http://a.test" })];

const refusing = (parameter: string): Script => ({
  status: 400,
  reads: [
    {
      atMs: 5,
      text: JSON.stringify({
        error: {
          message: `Unsupported parameter: '${parameter}' is not supported`,
          param: parameter,
        },
      }),
    },
  ],
  endMs: 5,
});

/** A server that refuses the first of these that a request has. */
const picky =
  (...parameters: readonly string[]) =>
  (_: string, request: WireRequest): Script => {
    const refused = parameters.find((name) => JSON.parse(request.body ?? "{}")[name] !== undefined);
    return refused === undefined ? ANSWER : refusing(refused);
  };

const seen = (played: Awaited<ReturnType<typeof play>>): readonly string[] =>
  samplesOf(played).map(({ phase, status, adapted }) =>
    [phase, status, adapted ?? ""].join(" ").trim(),
  );

describe("a parameter that the endpoint refuses", () => {
  test("is left out from the warm-up on, and asked for once", async () => {
    const plan = aPlan({ targets: TARGETS, iterations: 3, warmup: 1 });
    const played = await play(plan, picky("stream_options"));
    expect(seen(played)).toEqual([
      "warmup failed",
      "warmup ok no stream_options",
      "measured ok no stream_options",
      "measured ok no stream_options",
      "measured ok no stream_options",
    ]);
  });

  test("is never a measured failure, also without a warm-up", async () => {
    const plan = aPlan({ targets: TARGETS, iterations: 2, warmup: 0 });
    const played = await play(plan, picky("max_tokens", "temperature"));
    const adapted = "max_completion_tokens, the endpoint's own temperature";
    expect(seen(played)).toEqual([
      "warmup failed",
      "warmup failed max_completion_tokens",
      `measured ok ${adapted}`,
      `measured ok ${adapted}`,
    ]);
    const [target] = evaluate(plan, samplesOf(played), undefined).targets;
    expect(target?.attempts).toMatchObject({ total: 2, ok: 2, failed: 0, retries: 0 });
    expect(target?.labels).toContainEqual({
      id: "parameters-adapted",
      effect: "warn",
      text: `does not take every parameter that the others were sent, so it was asked with ${adapted}`,
    });
  });

  test("is told once when several requests meet the refusal at once", async () => {
    const plan = aPlan({
      targets: TARGETS,
      iterations: 6,
      warmup: 0,
      concurrency: 3,
      staggerMs: 0,
    });
    const played = await play(plan, picky("stream_options"));
    const measured = samplesOf(played).filter(({ phase }) => phase === "measured");
    expect(measured.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => "ok"));
    expect(played.requests).toHaveLength(9);
  });
});

test("a refusal that no other request can mend is a failure, and nothing is tried twice", async () => {
  const plan = aPlan({ targets: TARGETS, iterations: 2, warmup: 0 });
  const played = await play(plan, picky("max_tokens", "max_completion_tokens"));
  expect(seen(played)).toEqual(["warmup failed", "measured failed max_completion_tokens"]);
});

test("an endpoint that has answered is not asked otherwise because of a later refusal", async () => {
  const plan = aPlan({ targets: TARGETS, iterations: 3, warmup: 0 });
  let requests = 0;
  const played = await play(plan, () => (++requests === 2 ? refusing("temperature") : ANSWER));
  expect(seen(played)).toEqual(["measured ok", "measured failed", "measured ok"]);
});
