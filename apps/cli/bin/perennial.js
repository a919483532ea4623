#!/usr/bin/env node
import module from "node:module";

const OLDEST = 22;
if (Number(process.versions.node.split(".")[0]) < OLDEST) {
  process.stderr.write(
    `Perennial runs on Node ${OLDEST} or newer, and this is ${process.versions.node}. In its repository "npx perennial" brings a Node of its own; elsewhere install a newer one.\n`,
  );
  process.exit(1);
}
// What was compiled once is not compiled again at the next start.
module.enableCompileCache();
await import("../dist/main.js");
