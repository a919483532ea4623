import { systemClock } from "@perennial/contract";
import { runCli } from "./commands/run-cli.ts";
import { Terminal } from "./output/terminal.ts";

// Whoever reads our output may have seen enough, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: new Terminal(process.stdout, process.stderr),
  environment: process.env,
  clock: systemClock,
  quit: (code) => process.exit(code),
  onStop(listener) {
    let times = 0;
    const heard = () => listener(++times);
    for (const signal of SIGNALS) process.on(signal, heard);
    return () => {
      for (const signal of SIGNALS) process.off(signal, heard);
    };
  },
});
