// oxlint-disable-next-line import/no-unassigned-import -- what the next line imports cannot be loaded without it
import "reflect-metadata";
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR_MS = 3_600_000;

/** A certificate authority of a test's own, and a server's certificate from it. All PEM, all gone when the test ends. */
export interface Authority {
  /** The authority's certificate: what a user names in NODE_EXTRA_CA_CERTS. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority that vouches for these hosts, valid for an hour to both sides of now. */
export async function makeAuthority(hosts: readonly string[]): Promise<Authority> {
  const makeKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const [own, leaf] = await Promise.all([makeKeys(), makeKeys()]);
  const times = {
    notBefore: new Date(Date.now() - HOUR_MS),
    notAfter: new Date(Date.now() + HOUR_MS),
    signingAlgorithm: ALGORITHM,
  };
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...times,
    name: "CN=An authority of a test",
    keys: own,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const certificate = await X509CertificateGenerator.create({
    ...times,
    subject: "CN=A server of a test",
    issuer: authority.subject,
    publicKey: leaf.publicKey,
    signingKey: own.privateKey,
    extensions: [
      new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: "dns" as const, value }))),
    ],
  });
  const secret = Buffer.from(await crypto.subtle.exportKey("pkcs8", leaf.privateKey));
  const lines = secret.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    ca: authority.toString("pem"),
    cert: certificate.toString("pem"),
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
