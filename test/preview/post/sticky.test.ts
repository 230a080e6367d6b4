import { expect, test } from "@jest/globals";
import { setOf, withMarker } from "../../../preview/post/marker";
import { viewer } from "./github-server";
import { atGithub, fingerprints } from "./stage";

/** What people read: without the hidden line. */
const texts = (bodies: readonly string[]): readonly string[] => bodies.map((body) => body.replace(/^<!--.*-->\n/, ""));

const marked = (text: string, part = 1, parts = 1): string =>
  withMarker({ set: setOf(["weather-okta-dev"]), part, parts, fingerprint: fingerprints.one }, text);

test("a second preview replaces the first one where it stands", () =>
  atGithub(async ({ server, post }) => {
    await post(["first"]);
    const [{ id } = { id: 0 }] = server.comments;
    await post(["second"], undefined, fingerprints.other);
    expect(server.comments.map((comment) => comment.id)).toEqual([id]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["second"]);
  }));

test("the same preview again writes nothing, although GitHub stores other line ends and cuts white space", () =>
  atGithub(async ({ server, post }) => {
    await post(["one\n\ntwo\n"]);
    for (const comment of server.comments) comment.body = comment.body.replaceAll("\n", "\r\n").trimEnd();
    await post(["one\n\ntwo\n"]);
    expect(server.writes).toEqual(["POST"]);
  }));

test("parts keep their order when there are more or fewer of them, over several pages of comments", () =>
  atGithub(async ({ server, post }) => {
    for (const text of ["a", "b", "c"]) server.add("ada", text);
    await post(["1", "2"]);
    server.add("ada", "d");
    await post(["1", "2", "3", "4"]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["1", "2", "3", "4"]);
    await post(["only"]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["only"]);
    await post([]);
    expect(server.bodiesOf(viewer)).toEqual([]);
    expect(server.bodiesOf("ada")).toEqual(["a", "b", "c", "d"]);
  }));

test("another set of deployments has a comment of its own, in whatever order its deployments are named", () =>
  atGithub(async ({ server, post }) => {
    await post(["okta"], ["a", "b"]);
    await post(["entra"], ["c"]);
    await post(["okta again"], ["b", "a"]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["okta again", "entra"]);
  }));

test("a comment of somebody else's is neither changed nor believed, whatever it begins with", () =>
  atGithub(async ({ server, post, posted }) => {
    for (const login of ["mallory", "github-actions", "Github-Actions[bot]"]) server.add(login, marked("forged"));
    expect(await posted()).toBeUndefined();
    await post(["real"], undefined, fingerprints.other);
    expect(server.bodiesOf("mallory")).toEqual([marked("forged")]);
    expect(await posted()).toBe(fingerprints.other);
  }));

test("a comment of ours without the line at its very beginning is no preview", () =>
  atGithub(async ({ server, post }) => {
    server.add(viewer, `> ${marked("quoted")}`);
    await post(["real"]);
    expect(server.bodiesOf(viewer)).toEqual([`> ${marked("quoted")}`, marked("real")]);
  }));

test("a comment that somebody removes meanwhile is written anew, and the order holds", () =>
  atGithub(async ({ server, post }) => {
    await post(["1", "2"]);
    server.interfere = ({ method }) => {
      if (method === "PATCH") {
        server.interfere = () => undefined;
        server.comments.shift();
      }
      return undefined;
    };
    await post(["new 1", "new 2"]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["new 1", "new 2"]);
  }));

test("what another run posts at the same time is not left beside it", () =>
  atGithub(async ({ server, post }) => {
    server.interfere = ({ method, path }) => {
      if (method === "POST" && path.endsWith("/comments")) {
        server.interfere = () => undefined;
        server.add(viewer, marked("of the other run"));
      }
      return undefined;
    };
    await post(["mine"]);
    expect(texts(server.bodiesOf(viewer))).toEqual(["mine"]);
  }));

test("a preview of which a part is missing, or that mixes two changes, has no fingerprint", () =>
  atGithub(async ({ server, post, posted }) => {
    expect(await posted()).toBeUndefined();
    await post(["1", "2"]);
    expect(await posted()).toBe(fingerprints.one);
    const [first, second] = server.comments;
    if (first === undefined || second === undefined) throw new Error("There are two parts.");
    const whole = second.body;
    second.body = whole.replace(fingerprints.one, fingerprints.other);
    expect(await posted()).toBeUndefined();
    second.body = whole;
    server.comments = [first];
    expect(await posted()).toBeUndefined();
  }));
