import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Client } from "@perennial/api";
import type { Log } from "@perennial/contract";
import type { RunningServer } from "@perennial/server";
import type { Command } from "commander";
import { EXIT, failure } from "../output/cli-error.ts";
import { fileLog } from "../output/file-log.ts";
import { dataDirOption, wholeNumber, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demo?: boolean;
  readonly customers?: number;
}

/** `start`: runs a server until it is asked to stop. */
export function startCommand(program: Command, shell: Shell): void {
  const command = program
    .command("start")
    .description("start the server, with its database, in this terminal")
    .option("--port <port>", "where it listens; 0 for any that is free", wholeNumber(0, 65_535), 4000)
    .option("--host <host>", "the address it listens on; 0.0.0.0 lets other machines in", "127.0.0.1")
    .addOption(dataDirOption())
    .option("--demo", "run an example company in a simulated world, whose clock can be turned")
    .option(
      "--customers <number>",
      "how many customers the example company has, when it is made (2000)",
      wholeNumber(1, 1_000_000),
    )
    .action((options: StartOptions) => start(options, shell));
  withExamples(command, "start --demo", "start --port 8080 --data-dir /srv/perennial");
}

async function start(options: StartOptions, shell: Shell): Promise<void> {
  const { terminal } = shell;
  const asked = new StopRequest(shell);
  try {
    terminal.say(
      options.demo
        ? "Starting Perennial with its database and an example company …"
        : "Starting Perennial with its database …",
    );
    const server = await open(options, shell);
    try {
      if (asked.isMade) return;
      await introduce(server, options, shell);
      const died = await Promise.race([server.died, asked.made]);
      if (died) throw failure(`The server cannot go on: ${died.message}`, died);
    } finally {
      if (asked.isMade) terminal.say("Stopping …");
      await server.stop();
      if (asked.isMade) terminal.say("Stopped.");
    }
  } finally {
    asked.forget();
  }
}

async function open(options: StartOptions, shell: Shell): Promise<RunningServer> {
  const { startServer } = await import("@perennial/server");
  const { customers, demo = false, ...rest } = options;
  return startServer({
    ...rest,
    demo,
    ...(customers !== undefined && { customers }),
    log: await chooseLog(options, shell),
    say: (line) => shell.terminal.say(line),
    environment: shell.environment,
  });
}

/** The operator's log goes where a person who watches does not have to read it. */
async function chooseLog({ demo, dataDir }: StartOptions, shell: Shell): Promise<Log> {
  if (demo || shell.terminal.isWatched) return fileLog(logFile(dataDir), shell.clock);
  const { jsonLog } = await import("@perennial/server");
  return jsonLog();
}

function logFile(dataDir: string): string {
  return join(resolve(dataDir), "server.log");
}

async function introduce(
  server: RunningServer,
  options: StartOptions,
  { terminal }: Shell,
): Promise<void> {
  const { url, token, isFirstStart, tokenFile } = await tokenOf(server, options);
  terminal.say();
  terminal.say("Perennial is ready.");
  terminal.say(`  Address        ${url}`);
  terminal.say(`  What it can do ${url}/docs`);
  if (isFirstStart) {
    terminal.say(`  Token          ${token}`);
    terminal.say(`                 shown this once, and kept in ${tokenFile}`);
  } else terminal.say(`  Token          in ${tokenFile}`);
  if (options.demo || terminal.isWatched) {
    terminal.say(`  Log            ${logFile(options.dataDir)}`);
  }
  if (options.demo) await suggest(server, options, terminal);
  terminal.say();
  terminal.say("Ctrl-C stops it.");
}
