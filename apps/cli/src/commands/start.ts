import { access } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Log } from "@perennial/contract";
import type { RunningServer } from "@perennial/server";
import { type Command, Option } from "commander";
import { EXIT, failure, usageError } from "../output/cli-error.ts";
import { fileLog } from "../output/file-log.ts";
import { DATA_DIR, dataDirOption, wholeNumber, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demo?: boolean;
  readonly customers?: number;
  readonly role?: string;
}

/** `start`: runs a server until it is asked to stop. */
export function startCommand(program: Command, shell: Shell): void {
  const command = program
    .command("start")
    .description("start the server, with its database, in this terminal")
    .option(
      "--port <port>",
      "where it listens; 0 for any that is free",
      wholeNumber(0, 65_535),
      4000,
    )
    .option(
      "--host <host>",
      "the address it listens on; 0.0.0.0 lets other machines in",
      "127.0.0.1",
    )
    .addOption(dataDirOption())
    .option("--demo", "run an example company in a simulated world, whose clock can be turned")
    .option(
      "--customers <number>",
      "how many customers the example company has, when it is made (2000)",
      wholeNumber(1, 1_000_000),
    )
    .addOption(
      new Option(
        "--role <role>",
        "what this process does, where several share the work (PERENNIAL_ROLE, both)",
      ).choices(["web", "worker", "both"]),
    )
    .action((options: StartOptions) => {
      const isWorker = environmentOf(options, shell).PERENNIAL_ROLE === "worker";
      return isWorker ? startWork(options, shell) : start(options, shell);
    });
  const examples = ["start --demo", "start --port 8080 --data-dir /srv/perennial"];
  withExamples(command, ...examples, "start --role worker");
}

function environmentOf({ role }: StartOptions, { environment }: Shell): Shell["environment"] {
  return role === undefined ? environment : { ...environment, PERENNIAL_ROLE: role };
}

/** The work without doors: nothing to look at but that it goes on. */
async function startWork(options: StartOptions, shell: Shell): Promise<void> {
  const { terminal } = shell;
  if (options.demo) throw usageError("A demo is one process: leave --role worker out to run it.");
  const asked = new StopRequest(shell);
  try {
    const { startWorker } = await import("@perennial/server");
    const worker = await startWorker({
      dataDir: options.dataDir,
      host: options.host,
      log: await chooseLog(options, shell),
      environment: environmentOf(options, shell),
    });
    terminal.say("Perennial's worker is ready. Ctrl-C stops it.");
    await asked.made;
    await worker.stop();
    terminal.say("Stopped.");
  } finally {
    asked.forget();
  }
}

async function start(options: StartOptions, shell: Shell): Promise<void> {
  const { terminal } = shell;
  const asked = new StopRequest(shell);
  try {
    const token = await findToken(options);
    terminal.say(
      options.demo
        ? "Starting Perennial with its database and an example company …"
        : "Starting Perennial with its database …",
    );
    const server = await open(options, shell);
    try {
      if (asked.isMade) return;
      await introduce({ server, options, token }, shell);
      const died = await Promise.race([server.died, asked.made]);
      if (died) throw failure(`The server cannot go on: ${died.message}`, died);
    } finally {
      await server.stop();
      if (asked.isMade) terminal.say("Stopped.");
    }
  } finally {
    asked.forget();
  }
}

async function open(options: StartOptions, shell: Shell): Promise<RunningServer> {
  const { startServer } = await import("@perennial/server");
  const { customers, demo = false, role: _role, ...rest } = options;
  return startServer({
    ...rest,
    demo,
    ...(customers !== undefined && { customers }),
    log: await chooseLog(options, shell),
    say: (line) => shell.terminal.say(line),
    environment: environmentOf(options, shell),
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

/** Where the token is kept, and whether this start is the one that makes it. */
interface TokenPlace {
  readonly path: string;
  readonly isNew: boolean;
}

async function findToken({ dataDir }: StartOptions): Promise<TokenPlace> {
  const { tokenFile } = await import("@perennial/server");
  const path = tokenFile(dataDir);
  const isNew = await access(path).then(
    () => false,
    () => true,
  );
  return { path, isNew };
}

interface Started {
  readonly server: RunningServer;
  readonly options: StartOptions;
  readonly token: TokenPlace;
}

async function introduce({ server, options, token }: Started, { terminal }: Shell): Promise<void> {
  const hint = options.demo ? await demoHint({ server, options, token }) : [];
  const isLogFiled = options.demo || terminal.isWatched;
  const lines = [
    "",
    "Perennial is ready.",
    `  Console   ${consoleLink({ server, options })}`,
    `  API       ${server.url}/docs`,
    ...(token.isNew
      ? [`  Token     ${server.token}`, `            shown this once, and kept in ${token.path}`]
      : [`  Token     in ${token.path}`]),
    ...(isLogFiled ? [`  Log       ${logFile(options.dataDir)}`] : []),
    ...hint,
    "",
    "Ctrl-C stops it.",
  ];
  for (const line of lines) terminal.say(line);
}

/** Where a person goes: the example company's console is open to whoever sees this terminal, a real one asks. */
function consoleLink({ server, options }: Pick<Started, "server" | "options">): string {
  const console = `${server.url}/console/`;
  return options.demo ? `${console}#token=${server.token}` : console;
}

/** What to type next in the demo, ready to be copied. */
async function demoHint({ server, options, token }: Started): Promise<readonly string[]> {
  const { Client } = await import("@perennial/api");
  const client = new Client({ url: server.url, token: server.token });
  const { now } = await client.ask("getClock");
  const { items } = await client.ask("listEnrolments", { query: { limit: 1 } });
  const there = [
    ...(options.dataDir === DATA_DIR ? [] : [` --data-dir ${dirname(token.path)}`]),
    ...(new URL(server.url).port === "4000" ? [] : [` --url ${server.url}`]),
  ].join("");
  const customer = items[0]?.customerId;
  return [
    "",
    `Open the console's address in a browser. It is ${now.slice(0, 10)} there; or, in another terminal:`,
    `  npx perennial clock forward P30D${there}`,
    ...(customer === undefined ? [] : [`  npx perennial explain ${customer}${there}`]),
  ];
}

/** Whether the person has asked to stop; a second time ends everything at once. */
class StopRequest {
  isMade = false;
  /** Resolves when it is made. */
  readonly made: Promise<undefined>;
  /** Stops listening. */
  readonly forget: () => void;

  constructor(shell: Shell) {
    const { promise, resolve: make } = Promise.withResolvers<undefined>();
    this.made = promise;
    this.forget = shell.onStop((times) => {
      if (times > 1) shell.quit(EXIT.failed);
      this.isMade = true;
      shell.terminal.say("Stopping; Ctrl-C again ends it at once …");
      make(undefined);
    });
  }
}
