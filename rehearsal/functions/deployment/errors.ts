/** Why a package is not deployed, in one sentence each; names of entries are JSON-encoded. */

/** The package cannot be deployed as it is. */
export class PackageRefused extends Error {}

export const archiveUnreadable = (cause: unknown): PackageRefused =>
  new PackageRefused(
    `The package is no zip archive that can be unpacked: ${JSON.stringify(cause instanceof Error ? cause.message : cause)}.`,
  );

export const entryUnsafe = (name: string): PackageRefused =>
  new PackageRefused(`Entry ${JSON.stringify(name)} of the package is neither a file nor a folder.`);

export const entryTwice = (name: string): PackageRefused =>
  new PackageRefused(`The package holds ${JSON.stringify(name)} twice.`);

export const tooManyEntries = (count: number, limit: number): PackageRefused =>
  new PackageRefused(`The package holds ${count} entries; at most ${limit} are unpacked.`);

export const unpackedTooLarge = (limit: number): PackageRefused =>
  new PackageRefused(`The files of the package are larger than ${limit} bytes together.`);

/** The identity of the app may not write to the container of its packages. */
export class StorageRefused extends Error {}

/** @see https://github.com/Azure/azure-functions-core-tools/issues/4346 */
export const uploadForbidden = (): StorageRefused =>
  new StorageRefused(
    "Failed to upload blob package to storage account with Error: Response status code does not indicate success: 403 " +
      "(This request is not authorized to perform this operation using this permission.).",
  );

export const containerMissing = (value: string): StorageRefused =>
  new StorageRefused(
    "Failed to upload blob package to storage account with Error: Response status code does not indicate success: 404 " +
      `(The specified container ${JSON.stringify(value)} does not exist.).`,
  );

export const identityMissing = (): StorageRefused =>
  new StorageRefused("Failed to upload blob package to storage account: the app has no identity to sign in with.");
