import { type ChildProcess, fork } from "node:child_process";
import type { SinkNews } from "./message-sink.ts";

/** A sink for messages in a process of its own, so that it takes no time of whoever sends. */
export interface Sink {
  readonly url: string;
  /** How many messages have come since this was asked last. */
  taken(): Promise<number>;
  close(): void;
}

/** Starts a sink on this machine. */
export async function openSink(): Promise<Sink> {
  const child = fork(new URL("./message-sink.ts", import.meta.url));
  const first = await nextNews(child);
  if (!("port" in first)) throw new Error("The sink did not say where it listens.");
  return {
    url: `http://127.0.0.1:${first.port}`,
    async taken() {
      const news = nextNews(child);
      child.send("taken");
      const told = await news;
      return "taken" in told ? told.taken : 0;
    },
    close: () => void child.kill(),
  };
}

function nextNews(child: ChildProcess): Promise<SinkNews> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("The sink ended."));
    child.once("exit", ended);
    child.once("message", (news: SinkNews) => {
      child.off("exit", ended);
      resolve(news);
    });
  });
}
