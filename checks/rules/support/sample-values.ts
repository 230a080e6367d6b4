/**
 * Values that the samples of this project hold where a person writes their own. They are reserved: no cloud has given them to anyone.
 * Repeated here because the checks know nothing of deployment files; a test compares.
 */
export const reservedSampleValues: readonly string[] = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-000000000002",
  "00000000-0000-4000-8000-000000000003",
  "example.okta.com",
];
