import { z } from "zod";

/** Milliseconds; a difference may be negative. */
export const milliseconds = z.number().meta({ description: "milliseconds" });

export const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Between 0 and 1. */
export const share = z.number().min(0).max(1);

export const dollars = z.number().min(0).meta({ description: "USD" });

/** A moment of the wall clock. */
export const moment = z.string().meta({ format: "date-time" });

export const interval = z.tuple([z.number().nullable(), z.number().nullable()]).readonly().meta({
  id: "Interval",
  description: "lower and upper end, 95 %; null where a timeout or a failure leaves an end open",
});

export const sizeName = z.enum(["short", "medium", "long", "file"]);
