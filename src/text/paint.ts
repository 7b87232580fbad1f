import { createColors } from "picocolors";

type Look = (text: string) => string;

/** Every look there is, by what it says. Whoever writes to a person chooses a role, never a colour. */
const looks = (color: boolean) => {
  const pico = createColors(color);
  return {
    title: pico.bold,
    head: pico.bold,
    leader: (text: string) => pico.bold(pico.green(text)),
    alarm: (text: string) => pico.bold(pico.inverse(pico.yellow(text))),
    warning: pico.yellow,
    failure: pico.red,
    good: pico.green,
    quiet: pico.dim,
  } as const satisfies Record<string, Look>;
};

export type Paint = ReturnType<typeof looks>;
export type Role = keyof Paint;

/**
 * The looks for a place that has colour, or leaves text as it is. The decision is the caller's alone: what picocolors would
 * decide itself (it takes any CI for a terminal) is not asked.
 */
export const paintFor = (color: boolean): Paint => looks(color);
