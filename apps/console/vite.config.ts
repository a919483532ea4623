import { defineConfig } from "vite";
import { consoleBuild } from "./build/console-build.ts";

export default defineConfig(consoleBuild());
