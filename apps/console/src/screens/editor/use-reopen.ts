import { useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { call } from "../../app/api/call.ts";
import { useLanguage } from "../../app/language/language.ts";
import { session } from "../../app/session/session.ts";
import type { OpenProgram } from "./use-open-program.ts";

/** Fetches a program's draft as it is at the server now, or what runs where there is none any more. */
export function useReopen(id: string): () => Promise<OpenProgram> {
  const { locale } = useLanguage();
  const client = useQueryClient();
  const input = { params: { id }, query: { locale } };
  return async () => {
    await client.invalidateQueries({ queryKey: ["getDraft"], refetchType: "none" });
    try {
      const { draft, files, checked } = await session.asking((bearer) =>
        call("getDraft", input, { bearer }),
      );
      return { files, revision: draft.revision, draft, problems: checked.problems };
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error;
      const { files } = await session.asking((bearer) => call("getProgram", input, { bearer }));
      return { files, revision: 0, draft: undefined, problems: undefined };
    }
  };
}
