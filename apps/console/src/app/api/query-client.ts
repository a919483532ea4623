import { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { ApiProblem } from "./api-problem.ts";

/**
 * How answers are kept: half a minute, and asked for again only where nobody answered. In another language they are asked
 * for again: what is wrong is told in words.
 */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
    },
  });
  i18next.on("languageChanged", () => void client.invalidateQueries());
  return client;
}

function isPassing(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status === 503;
}
