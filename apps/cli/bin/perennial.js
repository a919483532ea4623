#!/usr/bin/env node
import module from "node:module";

// From Node 22 on, what was compiled once is not compiled again at the next start.
module.enableCompileCache?.();
await import("../dist/main.js");
