import { totalmem } from "node:os";

/** What the command line of the server depends on. */
export interface ServerPlace {
  readonly cluster: string;
  readonly socketDirectory: string;
  /** False switches every wait for the disk off. */
  readonly durable: boolean;
}

/** The port only names the socket file: each server has a socket directory of its own. */
export const SERVER_PORT = 5432;

/** For a machine that also runs the application; what depends on its memory is in `memorySettings`. */
const SETTINGS: Readonly<Record<string, string>> = {
  cluster_name: "perennial",
  listen_addresses: "",
  port: String(SERVER_PORT),
  unix_socket_permissions: "0700",
  max_connections: "100",
  // The superuser cannot log in at all.
  superuser_reserved_connections: "0",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  max_wal_size: "1GB",
  io_workers: "2",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_line_prefix: "%m [%p] ",
  log_checkpoints: "off",
  // Rows of the outbox and of enrolments change many times: a minute of dead ones slows the next down.
  autovacuum_naptime: "5s",
  // What is looked at lies in memory, or on a disk without arms.
  random_page_cost: "1.1",
  // Details quote the row at fault, which may be a customer.
  log_error_verbosity: "terse",
};

const MEBIBYTE = 1024 * 1024;

/**
 * What PostgreSQL may keep in memory, by the memory of the machine in bytes: an eighth of it, from 128 MiB to 2 GiB.
 * Rows that fall due lie scattered, and each page that is not kept costs a read (performance.md). Memory is taken
 * as it is used, so a small installation on a large machine stays small.
 */
export function memorySettings(totalMemory: number): Readonly<Record<string, string>> {
  const eighth = Math.floor(totalMemory / 8 / MEBIBYTE);
  const shared = Math.min(2048, Math.max(128, eighth));
  return {
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.max(512, eighth * 4)}MB`,
  };
}

/** What this process may use of the machine's memory, in bytes: a container may have less than the machine. */
function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}

/** For throw-away databases of tests: a crash of the machine may cost the whole cluster. */
const NOT_DURABLE: Readonly<Record<string, string>> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

/**
 * The arguments of `postgres`. They are given on the command line, so that a new version of
 * Perennial brings its settings to a cluster made long ago.
 */
export function serverArguments(place: ServerPlace): string[] {
  const settings = {
    ...SETTINGS,
    ...memorySettings(usableMemory()),
    unix_socket_directories: place.socketDirectory,
    ...(place.durable ? {} : NOT_DURABLE),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", place.cluster, ...options];
}

/**
 * The environment of PostgreSQL's programs: nothing of ours, since a stray PGDATA, PGOPTIONS or
 * locale would change what they do.
 */
export const SERVER_ENVIRONMENT = { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" } as const;
