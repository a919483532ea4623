import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiskAnswer, DiskRequest } from "./messages.ts";

/** Room for PostgreSQL as it is made, what it writes ahead, and what is kept free. */
const SIZE = "320m";
/** A disk of its own is mounted by root, or by whoever may be root within a space of names of its own. */
const WAYS = [["--mount"], ["--mount", "--map-current-user", "--keep-caps"]] as const;
const MOUNT = `mount -t tmpfs -o size=${SIZE},mode=0711 tmpfs "$0" && exec "$@"`;

/** A process that lives on a disk of its own, which nobody else sees and which goes with it. */
export class SmallDisk {
  readonly place: string;
  /** What it has told on standard error, the last of it. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<DiskAnswer>>();
  #asked = 0;

  private constructor(child: ChildProcess, place: string) {
    this.#child = child;
    this.place = place;
    this.#waiting.set(0, Promise.withResolvers());
    child.stderr?.setEncoding("utf8").on("data", (words: string) => this.lines.push(words));
    child.on("message", (answer: DiskAnswer) => this.#waiting.get(answer.id)?.resolve(answer));
    child.once("close", (code, signal) => {
      const gone = new Error(`It ended (${signal ?? code}): ${this.lines.slice(-5).join("")}`);
      for (const each of this.#waiting.values()) each.reject(gone);
    });
  }

  /** Mounts the disk and loads the process, up to where it waits to be started. */
  static async open(): Promise<SmallDisk> {
    const way = findWay();
    const place = await mkdtemp(join(tmpdir(), "perennial-full-disk-"));
    await chmod(place, 0o711);
    const program = join(import.meta.dirname, "server-on-disk.ts");
    const node = [process.execPath, "--conditions=perennial-source", program];
    const child = spawn("unshare", [...way, "sh", "-c", MOUNT, place, ...node], {
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    const disk = new SmallDisk(child, place);
    await disk.#waiting.get(0)?.promise;
    return disk;
  }

  /** Has it do something; throws with its reason where it cannot. */
  async ask(request: DiskRequest): Promise<DiskAnswer> {
    this.#asked += 1;
    const waiting = Promise.withResolvers<DiskAnswer>();
    this.#waiting.set(this.#asked, waiting);
    this.#child.send({ id: this.#asked, request });
    const answer = await waiting.promise;
    if (answer.problem !== undefined) throw new Error(answer.problem);
    return answer;
  }

  /** Ends it; its PostgreSQL ends with it. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const closed = once(this.#child, "exit");
      this.#child.disconnect();
      await closed;
    }
    await rm(this.place, { recursive: true, force: true });
  }
}

/** A disk cannot be filled honestly without one that is small: where none can be had, that is a failure and no skip. */
function findWay(): readonly string[] {
  const refusals = [];
  for (const way of WAYS) {
    try {
      execFileSync("unshare", [...way, "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"], {
        stdio: "pipe",
      });
      return way;
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `No small disk can be mounted here, so that what happens on a full one cannot be tested. Run as root, or allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0):\n${refusals.join("\n")}`,
  );
}
