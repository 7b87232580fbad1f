import { expect, test } from "bun:test";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { attempt } from "../../src/run/attempt.ts";
import type { Limits } from "../../src/core/plan.ts";
import { aTarget } from "../support/builders.ts";
import { ANSWER } from "../support/play-run.ts";
import { scriptedTransport } from "../support/scripted-transport.ts";
import type { Script } from "../support/scripted-transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const LIMITS: Limits = {
  headersMs: 10_000,
  firstTokenMs: 60_000,
  idleMs: 30_000,
  totalMs: 300_000,
};
const PATIENT: Limits = { ...LIMITS, lateHeadersMs: 60_000 };

/** Loads its model for 20 s before it says anything at all. */
const LOADING: Script = {
  headersMs: 20_000,
  reads: ANSWER.reads.map((read) => ({ ...read, atMs: read.atMs + 20_000 })),
  endMs: 20_500,
};
const SILENT: Script = { headersMs: 1e6, reads: [] };

async function asked(baseUrl: string, limits: Limits, script: Script, lateHeaders = false) {
  const clock = new VirtualClock();
  const { sample } = await clock.run(
    attempt(
      { target: aTarget("a"), dialect: openaiChat, endpoint: { baseUrl }, quirks: { lateHeaders } },
      { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 },
      { promptId: "p", prompt: "hello", maxOutputTokens: 128 },
      { clock, transport: scriptedTransport(clock, () => script), limits, temperature: 0 },
      new AbortController().signal,
    ),
  );
  return sample;
}

test("a server on this machine, or one known for late headers, is given the time of a first token", async () => {
  for (const sample of [
    await asked("http://127.0.0.1:8080/v1", PATIENT, LOADING),
    await asked("https://api.example/v1", PATIENT, LOADING, true),
  ]) {
    expect(sample).toMatchObject({ status: "ok", headersMs: 20_000, ttftMs: 20_100 });
  }
});

test("what runs out there is the limit for the first token", async () => {
  const sample = await asked("http://localhost:8080/v1", PATIENT, SILENT);
  expect(sample.failure).toMatchObject({ kind: "timeout", phase: "first-token", afterMs: 60_000 });
  expect(sample.failure?.advice).toContain("--first-token-timeout");
});

test("all others, and all where the user sets a limit, have to send headers in time", async () => {
  for (const sample of [
    await asked("https://api.example/v1", PATIENT, LOADING),
    await asked("http://127.0.0.1:8080/v1", LIMITS, LOADING, true),
  ]) {
    expect(sample.failure).toMatchObject({ kind: "timeout", phase: "headers", afterMs: 10_000 });
  }
});
