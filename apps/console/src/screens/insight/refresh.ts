import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Stream, useStream } from "../../app/api/use-stream.ts";

/** The making of reports, as it goes on. */
export type Refresh = Stream<"refreshReport">;

const KEPT = ["getValueReport", "getForecast", "getCohorts", "getPareto", "getRfm"] as const;

/** Has the kept reports made anew; they are asked for again once it is done. */
export function useRefresh(): Refresh {
  const stream = useStream("refreshReport");
  const client = useQueryClient();
  const last = stream.lines.at(-1);
  const isDone = last !== undefined && "result" in last;
  useEffect(() => {
    if (!isDone) return;
    for (const each of KEPT) void client.invalidateQueries({ queryKey: [each] });
  }, [isDone, client]);
  return stream;
}
