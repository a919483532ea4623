import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { attachEmbedded } from "./attach-embedded.ts";
import { isServing } from "./reach-server.ts";
import { OpenerProcess } from "./testing/opener-process.ts";
import {
  canRunAsNobody,
  IS_ROOT,
  madeEarlier,
  newPlace,
  open,
  refusal,
  usePlaces,
} from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };
const NOBODY = 65534;

const DEEP = Array.from({ length: 12 }, () => "a-rather-deep-place").join("/");
const AWKWARD_NAMES = {
  "with spaces and Swedish letters": "Återförsäljare  åäö ÅÄÖ",
  "with quotes, a comma and what a shell would read": `it's "ours", $HOME \`id\` \\ & ; %s !`,
} as const;

test.each(Object.entries(AWKWARD_NAMES))("a path %s holds a database", SLOW, async (_, name) => {
  const dataDir = join(await newPlace(), name);
  const server = await open(dataDir);
  expect(server.how).toBe("created");
  expect(await isServing(server)).toBe(true);
  expect(await attachEmbedded(dataDir)).toMatchObject({ host: server.host });
  await server.stop();

  const again = await open(dataDir);
  expect(again.how).toBe("started");
  expect(again.host).toBe(server.host);
  await again.stop();
});

test(
  "a path too deep for a socket gets a short, private socket directory while the server runs",
  SLOW,
  async () => {
    const dataDir = join(await newPlace(), DEEP);
    const server = await open(dataDir);
    expect(await isServing(server)).toBe(true);
    expect(await attachEmbedded(dataDir)).toMatchObject({ host: server.host });
    expect(Buffer.byteLength(server.host)).toBeLessThan(90);
    expect((await stat(server.host)).mode & 0o777).toBe(0o700);
    await server.stop();
    await expect(stat(server.host)).rejects.toMatchObject({ code: "ENOENT" });

    // Somebody else may have taken the name meanwhile, to listen in.
    await mkdir(server.host);
    await chmod(server.host, 0o777);
    const again = await open(dataDir);
    expect(again.host).not.toBe(server.host);
    expect(again.host.startsWith(server.host)).toBe(true);
    await again.stop();
    await rm(server.host, { recursive: true });
  },
);

test(
  "a path longer than PostgreSQL can take is refused, or left for another place by root",
  SLOW,
  async () => {
    const dataDir = join(
      await newPlace(),
      ...Array.from({ length: 50 }, () => "a-place-much-too-deep"),
    );
    if (!IS_ROOT) {
      expect((await refusal(open(dataDir))).message).toContain("more than 900 bytes");
      return;
    }
    const lines: string[] = [];
    const server = await open(dataDir, lines);
    await server.stop();
    await expectKeptElsewhere(dataDir, lines);
  },
);

test("a database that was open to others is made private again", SLOW, async () => {
  const dataDir = await madeEarlier();
  await chmod(join(dataDir, "cluster/data"), 0o755);
  const lines: string[] = [];
  await (await open(dataDir, lines)).stop();
  expect((await stat(join(dataDir, "cluster/data"))).mode & 0o777).toBe(0o700);
  expect(lines.join("\n")).toContain("was open to other users and is now private");
});

test("PostgreSQL's own log is cut to size, with one older log beside it", SLOW, async () => {
  const dataDir = await madeEarlier();
  const log = join(dataDir, "postgres.log");
  await writeFile(log, "a line of a very talkative week\n".repeat(200_000));
  await (await open(dataDir)).stop();
  expect((await stat(log)).size).toBeLessThan(100_000);
  expect((await stat(`${log}.1`)).size).toBe(6_400_000);
});

// What follows needs root: to be root, or to become somebody else.
const homesOfRoot: string[] = [];
afterAll(async () => {
  for (const home of homesOfRoot) await rm(home, { recursive: true, force: true });
});

async function expectKeptElsewhere(dataDir: string, lines: string[]): Promise<string> {
  const home = await readFile(join(dataDir, "kept-elsewhere"), "utf8");
  homesOfRoot.push(home);
  expect(home).toMatch(/^\/var\/lib\/perennial\/[0-9a-f]{12}(-\d+)?$/);
  expect(lines.filter((line) => line.includes(`${dataDir} is kept in ${home}`))).toHaveLength(1);
  expect(await readdir(home)).toContain("cluster");
  return home;
}

if (IS_ROOT) {
  test(
    "below a directory the server's user cannot enter, root keeps the database elsewhere",
    SLOW,
    async () => {
      const checkout = join(await newPlace(), "closed");
      await mkdir(checkout, { mode: 0o700 });
      const dataDir = join(checkout, "data");
      const lines: string[] = [];
      const server = await open(dataDir, lines);
      expect(server.how).toBe("created");
      expect(await attachEmbedded(dataDir)).toMatchObject({ host: server.host });
      await server.stop();
      const home = await expectKeptElsewhere(dataDir, lines);

      // Moved, the checkout finds its database; a copy of it does not share it.
      const moved = `${checkout}-moved`;
      await rename(checkout, moved);
      const found = await open(join(moved, "data"));
      expect(found.how).toBe("started");
      await found.stop();
      await mkdir(join(checkout, "data"), { recursive: true, mode: 0o700 });
      await chmod(checkout, 0o700);
      await writeFile(join(checkout, "data/kept-elsewhere"), home);
      const copied = join(checkout, "data");
      const linesOfCopy: string[] = [];
      const copy = await open(copied, linesOfCopy);
      expect(copy.how).toBe("created");
      await copy.stop();
      const homeOfCopy = await expectKeptElsewhere(copied, linesOfCopy);
      expect(homeOfCopy).not.toBe(home);

      // Without its home, the pointer says that there was a database: it is not begun anew.
      await rm(homeOfCopy, { recursive: true });
      const error = await refusal(open(copied));
      expect(error.code).toBe("damaged");
      expect(error.message).toContain(`${homeOfCopy}, which is gone`);
    },
  );

  test("a database given to root by a copy belongs to the server's user again", SLOW, async () => {
    const dataDir = await madeEarlier();
    const cluster = join(dataDir, "cluster");
    const { uid } = await stat(cluster);
    for (const name of ["", ...(await readdir(cluster, { recursive: true }))])
      await chown(join(cluster, name), 0, 0);
    const lines: string[] = [];
    await (await open(dataDir, lines)).stop();
    expect((await stat(join(cluster, "data/base"))).uid).toBe(uid);
    expect(lines.join("\n")).toContain("belonged to root and now belongs to user");
  });
}

if (await canRunAsNobody()) {
  test("an ordinary user keeps everything in the data directory", SLOW, async () => {
    const place = await newPlace();
    await chown(place, NOBODY, NOBODY);
    const dataDir = join(place, "Återförsäljare", "data");
    const opener = await OpenerProcess.start(dataDir, { uid: NOBODY });
    expect((await opener.opened()).server?.how).toBe("created");
    await opener.stop();
    expect((await stat(join(dataDir, "cluster/data"))).uid).toBe(NOBODY);

    // Root opens it as that user, who finds it usable afterwards.
    await (await open(dataDir)).stop();
    const again = await OpenerProcess.start(dataDir, { uid: NOBODY });
    expect((await again.opened()).server?.how).toBe("started");
    await again.stop();
  });

  test("a database of another user is refused with the remedy", SLOW, async () => {
    const dataDir = await madeEarlier();
    const opener = await OpenerProcess.start(dataDir, { uid: NOBODY });
    const { error } = await opener.opened();
    await opener.stop();
    expect(error?.code).toBe("no-permission");
    expect(error?.message).toContain(dirname(join(dataDir, "lock")));
    expect(error?.message).toContain("chown");
  });
}
