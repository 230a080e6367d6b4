import "reflect-metadata"; // @peculiar/x509 expects the application to load it
import { randomBytes, webcrypto } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  cryptoProvider,
} from "@peculiar/x509";

cryptoProvider.set(webcrypto);

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 24 * 60 * 60 * 1000;

/** A certificate authority that lives as long as the process: its private key is never written anywhere. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM. */
  readonly certificate: string;
  /**
   * TLS context for a host name, or for a wildcard such as `*.azurewebsites.net`; made at the first call and kept,
   * so callers pass patterns, whose number is bounded, and no names that a client makes up.
   */
  contextFor(pattern: string): Promise<SecureContext>;
}

/** Makes a new certificate authority with a fresh EC key (P-256), valid for a week from a day ago. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Local cloud (throw-away)",
    keys,
    ...validity(),
    serialNumber: serialNumber(),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const contexts = new Map<string, Promise<SecureContext>>();

  const issue = async (pattern: string): Promise<SecureContext> => {
    const hostKeys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await X509CertificateGenerator.create({
      subject: "CN=Local cloud",
      issuer: authority.subject,
      publicKey: hostKeys.publicKey,
      signingKey: keys.privateKey,
      ...validity(),
      serialNumber: serialNumber(),
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: "dns", value: pattern }]),
      ],
    });
    const key = await webcrypto.subtle.exportKey("pkcs8", hostKeys.privateKey);
    return createSecureContext({
      // With its issuer, so that a browser can be told to trust this authority's key for one run, and nothing has to be installed.
      cert: `${certificate.toString("pem")}\n${authority.toString("pem")}`,
      key: PemConverter.encode(key, "PRIVATE KEY"),
      minVersion: "TLSv1.2",
    });
  };

  return {
    certificate: authority.toString("pem"),
    contextFor(pattern) {
      const known = contexts.get(pattern);
      if (known !== undefined) return known;
      const issued = issue(pattern);
      contexts.set(pattern, issued);
      return issued;
    },
  };
}

/** A day of tolerance on both sides for clocks that a rehearsal sets wrong on purpose. */
function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 7 * dayMs) };
}

/** 16 random octets, positive as RFC 5280, section 4.1.2.2 demands. */
function serialNumber(): string {
  return `4${randomBytes(16).toString("hex").slice(1)}`;
}
