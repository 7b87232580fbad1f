/** What a Python program says of `input`, as JSON. Python reads formats with code that is not ours. */
export async function askPython(program: string, input: string): Promise<unknown> {
  const child = Bun.spawn(["python3", "-c", program], {
    stdin: new Blob([input]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, complaint, code] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(complaint);
  return JSON.parse(said);
}

export const hasPython = Bun.which("python3") !== null;
