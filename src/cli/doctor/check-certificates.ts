import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileProblem } from "../file-problem.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Whom this machine trusts: the authorities inside of the program, and those that NODE_EXTRA_CA_CERTS adds. */
export const checkCertificates: Check = async ({ env, clock }) => {
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    return fail(
      "NODE_TLS_REJECT_UNAUTHORIZED=0: anybody can pass for a provider and get your keys",
      "unset it; NODE_EXTRA_CA_CERTS=/path/to/ca.pem adds an authority of your own",
    );
  }
  const path = env["NODE_EXTRA_CA_CERTS"];
  if (path === undefined || path === "") return ok("the usual authorities; none of your own");
  const about = `NODE_EXTRA_CA_CERTS names ${path}`;
  const text = await readFile(path, "utf8").catch((error: unknown) => ({ error }));
  if (typeof text !== "string") {
    return fail(`${about}, and ${fileProblem(text.error)}`, "check the path, or unset it");
  }
  const blocks = text.match(PEM) ?? [];
  const certificates = blocks.flatMap((block) => read(block) ?? []);
  if (certificates.length === 0 || certificates.length < blocks.length) {
    return fail(
      `${about}, which holds ${blocks.length === 0 ? "no certificate" : "a broken certificate"}`,
      "give a PEM file: -----BEGIN CERTIFICATE----- and so on",
    );
  }
  const count = certificates.length === 1 ? "1 authority" : `${certificates.length} authorities`;
  // The bundles of systems always hold some that have expired.
  return certificates.every(({ validTo }) => Date.parse(validTo) < clock.wallMs())
    ? warn(`${about}: ${count}, expired`, "get a new one from whoever made it")
    : ok(`${about}: ${count} more`);
};

function read(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}
