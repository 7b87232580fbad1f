import { UsageError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { nearest } from "../../core/suggest.ts";
import type { Effects, FaultRow } from "./effects.ts";
import { FAULT_NAMES, faultNamed } from "./table.ts";

/** A fault as it was asked for: `NAME[=VALUE][@SHARE]`, such as `cut`, `stall=500`, `status=429`, `silence@0.1`. */
export interface FaultRequest {
  readonly name: string;
  readonly effects: Effects;
  /** Share of the requests that it strikes, 0 to 1. */
  readonly share: number;
}

const FORM = /^([^=@]+)(?:=([^@]*))?(?:@(.*))?$/;

/**
 * Reads one fault.
 * @throws UsageError for an unknown name (with the nearest one), a value that the fault does not take, a share outside of 0 to 1.
 */
export function parseFault(text: string): FaultRequest {
  const [, name, value, share] = FORM.exec(text.trim()) ?? [];
  const row = name === undefined ? undefined : faultNamed(name);
  if (name === undefined || row === undefined) {
    const close = nearest(name ?? text, FAULT_NAMES);
    throw new UsageError(
      `unknown fault "${name ?? text}"`,
      close === undefined ? `choose from ${FAULT_NAMES.join(", ")}` : `did you mean ${close}?`,
    );
  }
  return { name, effects: row.effects(valueOf(name, row, value)), share: shareOf(name, share) };
}

function valueOf(name: string, row: FaultRow, text: string | undefined): number {
  const { value } = row;
  if (value === undefined) {
    if (text !== undefined) {
      throw new UsageError(`fault "${name}" takes no value, not "${text}"`, `write just ${name}`);
    }
    return 0;
  }
  const number = text === undefined ? value.fallback : Number(text);
  if (text?.trim() === "" || !(number >= value.min && number <= value.max)) {
    throw new UsageError(
      `fault "${name}" takes ${value.min} to ${value.max} ${value.unit}, not "${text}"`,
      `try ${name}=${value.fallback}`,
    );
  }
  return number;
}

function shareOf(name: string, text: string | undefined): number {
  const share = text === undefined ? 1 : Number(text);
  if (text?.trim() === "" || !(share >= 0 && share <= 1)) {
    throw new UsageError(
      `the share of fault "${name}" is a number from 0 to 1, not "${text}"`,
      `try ${name}@0.1`,
    );
  }
  return share;
}

/** A model's name and the faults asked for with it: `m+cut+crlf` is the model `m`. */
export interface ModelRequest {
  readonly model: string;
  readonly faults: readonly FaultRequest[];
}

/** @throws UsageError as `parseFault` does. */
export function parseModel(text: string): ModelRequest {
  const [model = "", ...faults] = text.split("+");
  return { model, faults: faults.map(parseFault) };
}

/** Those that strike this time. Draws once for each, so that one share changes no other fault's luck. */
export const strike = (faults: readonly FaultRequest[], random: Random): readonly FaultRequest[] =>
  faults.filter(({ share }) => random.uniform(0, 1) < share);
