/** The error with which something fails. @throws Error when it does not. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<Error & { readonly advice?: unknown }> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Error) return failure;
  throw new Error("it did not fail");
}
