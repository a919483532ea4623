import { execFileSync } from "node:child_process";
import { chmod, chown, lstat, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createCluster } from "./cluster-creation.ts";
import { chooseHome, type Home } from "./home.ts";
import { copyPrograms } from "./program-copy.ts";
import { findProgramPackage, type ProgramPackage } from "./program-package.ts";
import { preparePrograms, programsIn } from "./programs.ts";
import { canRunAsNobody, IS_ROOT, newPlace, usePlaces } from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };
const NOBODY = 65534;

/** The installed package as `npm ci --ignore-scripts` leaves it: without its library links. */
async function withoutLinks(): Promise<ProgramPackage> {
  const { root, version } = await findProgramPackage(process.platform, process.arch);
  const copy = join(await newPlace(), "package", "native");
  await copyPrograms(root, copy);
  for (const name of await readdir(join(copy, "lib"))) {
    const path = join(copy, "lib", name);
    if ((await lstat(path)).isSymbolicLink()) await rm(path);
  }
  return { root: copy, version };
}

const homeIn = async (lines: string[]): Promise<Home> =>
  chooseHome(join(await newPlace(), "data"), (line) => lines.push(line));

test("missing library links are made where the package stands", SLOW, async () => {
  const lines: string[] = [];
  const from = await withoutLinks();
  const programs = await preparePrograms(await homeIn(lines), from, (line) => lines.push(line));
  expect(programs.root).toBe(from.root);
  expect(lines).toEqual([]);
});

if (!IS_ROOT || (await canRunAsNobody())) {
  test("in a read-only package missing links are made in a copy", SLOW, async () => {
    const from = await withoutLinks();
    await chmod(join(from.root, "lib"), 0o555);
    const home = await asOrdinaryUser(await homeIn([]));
    const words = prepareInChild(home, from);
    const copied = join(home.programs, from.version);
    expect(words[0]).toContain(`is copied to ${copied}`);
    expect(words[1]).toBe(copied);
    expect(await readdir(home.programs)).toEqual([from.version]);
    expect(prepareInChild(home, from)).toEqual([copied]);
    // So that an ordinary user can remove it.
    await chmod(join(from.root, "lib"), 0o755);
  });
}

test("initdb runs below a path that a shell would read as a command", SLOW, async () => {
  const { root } = await findProgramPackage(process.platform, process.arch);
  const awkward = join(await newPlace(), 'a $(id) `id` "b" \\', "native");
  await copyPrograms(root, awkward);
  const home = await homeIn([]);
  await createCluster(home, programsIn(awkward), false);
  expect(await readdir(home.made)).toEqual(["data", "password"]);
});

if (IS_ROOT) {
  test(
    "programs that the server's user may not read are copied to where it can",
    SLOW,
    async () => {
      const lines: string[] = [];
      const from = await withoutLinks();
      await chmod(from.root, 0o700);
      const home = await homeIn(lines);
      const programs = await preparePrograms(home, from, (line) => lines.push(line));
      expect(programs.root).toBe(join(home.programs, from.version));
      expect((await stat(programs.postgres)).mode & 0o005).toBe(0o005);
      // The second time the copy is there.
      lines.length = 0;
      await preparePrograms(home, from, (line) => lines.push(line));
      expect(lines).toEqual([]);
    },
  );
}

/** Nothing is read-only for root, so that `nobody` takes its place. */
async function asOrdinaryUser(home: Home): Promise<Home> {
  if (!IS_ROOT) return home;
  await chown(home.directory, NOBODY, NOBODY);
  return { ...home, user: { name: "nobody", uid: NOBODY, gid: NOBODY, switchTo: false } };
}

/** What `preparePrograms` logs and then answers in a process of the home's user. */
function prepareInChild(home: Home, from: ProgramPackage): string[] {
  const script = `
    import { preparePrograms } from ${JSON.stringify(join(import.meta.dirname, "programs.ts"))};
    const [home, from] = JSON.parse(process.argv[1]);
    const { root } = await preparePrograms(home, from, console.log);
    console.log(root);`;
  const { uid, gid } = home.user;
  const written = execFileSync(
    process.execPath,
    ["--input-type=module", "-e", script, JSON.stringify([home, from])],
    { encoding: "utf8", cwd: "/", ...(IS_ROOT ? { uid, gid } : {}) },
  );
  return written.trim().split("\n");
}
