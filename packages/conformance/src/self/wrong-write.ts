import type { Command, Receipt } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { answered, opened, type Twist, told } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

type Perform = (commands: readonly Command[]) => Promise<readonly Receipt[]>;

function performing(change: (perform: Perform) => Perform): Twist<AcmeSettings> {
  return opened((session) => ({ perform: change((commands) => session.perform(commands)) }));
}

let repeats = 0;

/** What is wrong in what a connector does for a command, and finds of it afterwards. */
export const wrongWrite: WrongConnectors = {
  write: [
    {
      does: "sends everything twice",
      fails: "a command send-sms is done once",
      twist: performing((perform) => async (commands) => {
        const receipts = await perform(commands);
        const [first] = commands;
        if (receipts[0]?.outcome === "accepted" && first?.kind === "send-sms")
          await perform([first]);
        return receipts;
      }),
    },
    {
      does: "makes a new thing of a repeat",
      fails: "a repeated command add-note is done once",
      twist: performing((perform) => async (commands) => {
        const [first, ...others] = commands;
        if (first?.id !== "cmd-again" || others.length > 0) return perform(commands);
        const id = `${first.id}-${repeats}`;
        repeats += 1;
        const receipts = await perform([{ ...first, id }]);
        return receipts.map((receipt) => ({ ...receipt, commandId: first.id }));
      }),
    },
    {
      does: "mixes up receipts",
      fails: "as many commands as declared are done in one go, with receipts in order",
      twist: performing((perform) => async (commands) => {
        const receipts = await perform(commands);
        return commands.length > 3 ? receipts.toReversed() : receipts;
      }),
    },
    {
      does: "lets one bad command cost all",
      fails: "a refused command costs no other of its batch",
      twist: performing((perform) => async (commands) => {
        const [bad] = commands.filter((command) => "text" in command && command.text === "bad");
        if (bad === undefined || commands.length === 1) return perform(commands);
        const [refused] = await perform([bad]);
        return refused === undefined
          ? []
          : commands.map(({ id }) => ({ ...refused, commandId: id }));
      }),
    },
    {
      does: "keeps the vendor's words to itself",
      fails: "what is not valid is refused in words that say why",
      twist: told((receipt) =>
        receipt.outcome === "refused" ? { ...receipt, message: "refused" } : receipt,
      ),
    },
    {
      does: "takes a conflict for a bad command",
      fails: "a conflict is told as one",
      twist: answered((answer) =>
        answer.status === 409 ? new Response("", { status: 400 }) : answer,
      ),
    },
    {
      does: "nods at commands it does not have",
      fails: "an undeclared command put-call is refused as unsupported",
      twist: told((receipt) =>
        receipt.outcome === "refused" && receipt.kind === "unsupported"
          ? { commandId: receipt.commandId, outcome: "accepted" }
          : receipt,
      ),
    },
    {
      does: "sends something for no commands",
      fails: "no commands give no receipts",
      twist: performing((perform) => async (commands) => {
        if (commands.length > 0) return perform(commands);
        const note = {
          kind: "add-note",
          id: "n",
          customerId: "c",
          at: "2026-03-02T09:00:00.000Z",
        } as const;
        await perform([{ ...note, text: "nothing to do" }]);
        return [];
      }),
    },
  ],
  "look-up": [
    {
      does: "finds everything",
      fails: "a command send-sms that was done is found, one that was not is not",
      twist: opened((session) => ({
        lookUp: async (attempts) =>
          ((await session.lookUp?.(attempts)) ?? []).map((answer) => ({ ...answer, found: true })),
      })),
    },
    {
      does: "finds no SMS whose answer was lost",
      fails: "a command send-sms whose answer was lost is found",
      twist: opened((session) => ({
        lookUp: async (attempts) =>
          ((await session.lookUp?.(attempts)) ?? []).map((answer) =>
            answer.commandId === "cmd-lost"
              ? { commandId: answer.commandId, found: false }
              : answer,
          ),
      })),
    },
    {
      does: "looks up without a word of it",
      base: "bare",
      fails: "what is not declared is not there",
      twist: opened(() => ({ lookUp: async () => [] })),
    },
    {
      does: "takes a failed look-up for an absence",
      fails: "a look-up that fails is an error and not an absence",
      twist: opened((session) => ({
        lookUp: async (attempts) => {
          const absent = attempts.map(({ command: { id } }) => ({
            commandId: id,
            found: false as const,
          }));
          return (await session.lookUp?.(attempts).catch(() => absent)) ?? absent;
        },
      })),
    },
  ],
};
