import { chmod, constants, copyFile, mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { exists, readIfPresent, syncDirectory, syncFile, systemCode } from "./file-system.ts";

/** Makes the library links that are missing; false when the directory cannot be written. */
export async function restoreLinks(root: string): Promise<boolean> {
  try {
    await makeLinks(root);
    return true;
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(systemCode(error) ?? "")) return false;
    throw error;
  }
}

async function makeLinks(root: string): Promise<void> {
  for (const { source, target } of await readLinks(root)) {
    if (await exists(target)) continue;
    await symlink(relative(dirname(target), source), target).catch((error: unknown) => {
      if (systemCode(error) !== "EEXIST") throw error;
    });
  }
}

/** npm packs no links: the package lists them in a file for its postinstall script. */
async function readLinks(root: string): Promise<{ source: string; target: string }[]> {
  const text = await readIfPresent(join(root, "pg-symlinks.json"));
  const list: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(list)) return [];
  // Written relative to the package, whose `native` is the root here.
  const inRoot = (path: string) => join(root, relative("native", path));
  return list.map((link: { source: string; target: string }) => ({
    source: inRoot(link.source),
    target: inRoot(link.target),
  }));
}

/**
 * Copies what a server needs, readable for everyone whatever umask npm ran under; whole or not at
 * all. The parent directory is for these copies alone and is emptied first.
 */
export async function copyPrograms(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await chmod(dirname(to), 0o755);
  // Copies that were cut off, and those of earlier versions.
  for (const name of await readdir(dirname(to)))
    await rm(join(dirname(to), name), { recursive: true, force: true });
  const draft = `${to}.draft`;
  await copyTree(from, draft);
  await makeLinks(draft);
  await syncDirectory(draft);
  await rename(draft, to);
  await syncDirectory(dirname(to));
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  const entries = await readdir(from, { withFileTypes: true });
  const copies = entries.map(async (entry) => {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) return copyTree(source, target);
    // Links are made anew from the list, and static libraries serve compilers only.
    if (!entry.isFile() || entry.name.endsWith(".a")) return;
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await chmod(target, basename(to) === "bin" ? 0o755 : 0o644);
    await syncFile(target);
  });
  await Promise.all(copies);
}
