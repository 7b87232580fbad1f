import { expect, test } from "bun:test";
import { promptFor } from "../../src/workload/prompts.ts";
import { workloadHash } from "../../src/workload/workload-hash.ts";

/*
 * Reports with the same hash are comparable, so a change of the prompts must be meant: after a change of the material set the new
 * hash here; after a change of the code that alters a prompt raise ALGORITHM_VERSION as well.
 */
test("the workload is the one of this version", () => {
  expect(workloadHash()).toBe("5ae197e65d01892ae4b5fb8b6ba451dd2f45b6e7f5e2ffc19d7db9e6673d1411");
});

test("the code makes the prompts of this version from it", () => {
  const hash = new Bun.CryptoHasher("sha256");
  for (const size of ["short", "medium", "long"] as const) {
    for (let block = 0; block < 12; block++) hash.update(promptFor({ seed: 1, size, block }).text);
  }
  expect(hash.digest("hex")).toBe(
    "b19097534eaa52e9358c0a55dce41651ba91c4b4866c4fdbc56ac017f2d1300a",
  );
});
