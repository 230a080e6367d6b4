/** URLs lose what nobody may read, and nothing else. */
import { expect, test } from "@jest/globals";
import { withoutUrlSecrets } from "../../../doctor/report/hide";

test.each([
  [
    "https://me:word@host.example/cb?code=abc&state=x#id_token=y",
    "https://(hidden)@host.example/cb?code=(hidden)&state=(hidden)#id_token=(hidden)",
  ],
  ['at "https://token@host.example".', 'at "https://(hidden)@host.example".'],
  ["https://host.example/a@b/c and ada@example.com", "https://host.example/a@b/c and ada@example.com"],
  ["https://www.rfc-editor.org/rfc/rfc9728#section-2", "https://www.rfc-editor.org/rfc/rfc9728#section-2"],
  ["/api/v1/apps?client_id=weather", "/api/v1/apps?client_id=weather"],
])("%s", (written, shown) => {
  expect(withoutUrlSecrets(written)).toBe(shown);
  expect(withoutUrlSecrets({ deep: [{ written }], count: 1, none: undefined })).toEqual({
    deep: [{ written: shown }],
    count: 1,
    none: undefined,
  });
});

test("what is no plain object stays as it is", () => {
  const names = new Map([["a", "b"]]);
  expect(withoutUrlSecrets({ names }).names).toBe(names);
});
