import { readFile } from "node:fs/promises";
import { ApiError, Client } from "@perennial/api";
import { failure, usageError } from "../output/cli-error.ts";
import type { ServerAddress } from "./server-options.ts";

/**
 * Does something with a running server. What goes wrong on the way is told with what to do about it.
 * @throws CliError
 */
export async function withServer<T>(
  address: ServerAddress,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { url } = address;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw usageError(`"${url}" is no address. Give one such as http://127.0.0.1:4000 with --url.`);
  }
  const token = address.token ?? (await keptToken(address.dataDir));
  try {
    return await work(new Client({ url, token, from: "cli" }));
  } catch (error) {
    throw explained(error, address);
  }
}

async function keptToken(dataDir: string): Promise<string> {
  // The server knows where it keeps the token; it takes a moment to load.
  const { tokenFile } = await import("@perennial/server");
  const path = tokenFile(dataDir);
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    throw usageError(
      `There is no token in "${path}". Start the server with the same --data-dir first, or give its token with --token.`,
      error,
    );
  }
}

function explained(error: unknown, { url, token, dataDir }: ServerAddress): unknown {
  if (error instanceof ApiError && [401, 403].includes(error.problem.status)) {
    const from = token === undefined ? `kept in ${dataDir}` : "given with --token";
    return failure(
      `The server at ${url} does not accept the token ${from}: ${error.message} Give the right one with --token, or the server's --data-dir.`,
      error,
    );
  }
  if (error instanceof TypeError) {
    return failure(
      `Nobody answers at ${url}${reasonOf(error)}. Start the server with "npx perennial start", or give its address with --url.`,
      error,
    );
  }
  if (error instanceof SyntaxError || (error instanceof Error && error.name === "ZodError")) {
    return failure(
      `What answers at ${url} is no Perennial of this version. Give its address with --url.`,
      error,
    );
  }
  return error;
}

function reasonOf({ cause }: TypeError): string {
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
