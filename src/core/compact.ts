type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the properties that are undefined: what is unknown is absent, in memory as in JSON. */
export function compact<T extends object>(fields: T): Compact<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the filter removes exactly what the type leaves out
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Compact<T>;
}
