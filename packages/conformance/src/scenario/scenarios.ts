import type {
  AppCaller,
  AppLaunch,
  Command,
  CommandKind,
  InboundRequest,
  Instant,
  ManualClock,
  Signal,
} from "@perennial/contract";
import type { PartName } from "../case/case.ts";
import type { World } from "./world.ts";

/** What the author of a connector tells the suite: where the other side is, and examples of what is said. */
export interface Scenarios {
  /** Starts the other side; what it does in time goes by the clock. */
  world(clock: ManualClock): Promise<World>;
  /** One command of each declared kind, under the id that is given. Each id makes a different one. */
  readonly commands?: { readonly [Kind in CommandKind]?: (id: string) => Command };
  /** A command that the other side does not take. Needed where commands are declared. */
  readonly refused?: RefusedCommand;
  /** Needed where `inbound` is declared. */
  readonly inbound?: InboundScenario;
  /** Needed where the connector's `app` has doors. */
  readonly app?: AppScenario;
  /** Needed where the connector's `app` has a `launch`. */
  readonly launch?: LaunchScenario;
  /** What the vendor does not have, and why it cannot be shown. */
  readonly absent?: { readonly [Name in Absence]?: string };
  /** Cases that are not run. Each is printed with its reason. */
  readonly skip?: readonly Skip[];
  /** Milliseconds to wait for work to end that has to end by itself. @default 10000 */
  readonly patience?: number;
}

/** A command that is refused for what it says, and a part of the words it is refused with. */
export interface RefusedCommand {
  readonly command: (id: string) => Command;
  readonly words: string;
}

/** What the other side sends us. */
export interface InboundScenario {
  /** Requests for everything it tells; together they show every declared signal. */
  readonly samples: readonly InboundSample[];
  /** A well-formed request of a kind that the connector does not know, unsigned. */
  readonly unknown: InboundRequest;
  /** Makes a request genuine as the other side does it at a moment, with a connection's settings. */
  sign(request: InboundRequest, at: Instant, settings: unknown): InboundRequest;
}

/** What the vendor sends to our app's doors, whichever account it is about. All requests are unsigned. */
export interface AppScenario {
  /** A delivery about at least two accounts. */
  readonly delivery: InboundRequest;
  /** Texts of the delivery that stand in what is about an account and nowhere else, such as its events' ids, by account. */
  readonly marks: Readonly<Record<string, readonly string[]>>;
  /** A request from a page of ours, and who asks by it. */
  readonly page: { readonly request: InboundRequest; readonly caller: AppCaller };
  /** The same page's request with another account or user wherever the page itself could have written one. */
  readonly misled: InboundRequest;
  /** Makes a request genuine as the vendor does it at a moment, with our app's credentials. */
  sign(request: InboundRequest, at: Instant, app: unknown): InboundRequest;
}

/** A page of the vendor's that opens our console by a request it signs. */
export interface LaunchScenario {
  /** Unsigned. */
  readonly request: InboundRequest;
  /** Who asks by it. */
  readonly launch: AppLaunch;
  /** Makes the request genuine as the vendor does it at a moment, with our app's credentials. */
  sign(request: InboundRequest, at: Instant, app: unknown): InboundRequest;
}

/** A request and what it means. */
export interface InboundSample {
  readonly name: string;
  /** Unsigned. */
  readonly request: InboundRequest;
  /** Whether its signature covers body and time, though `absent` says that the vendor's others do not. @default false */
  readonly covered?: boolean;
  /** The signals it means, in order: their types and as many of their fields as are to be compared. */
  readonly means: readonly (Readonly<Record<string, unknown>> & Pick<Signal, "type">)[];
}

/**
 * What a vendor may lack. Each word takes away the cases that would need it; `inbound.words`, `read.change`, `uninstall.access` and
 * those of signatures bring cases instead, which show that it is so.
 */
export const ABSENCES = [
  /** Credentials that are good but may not do everything. */
  "auth.scope",
  /** A limit that is told apart from other temporary refusals. */
  "limits.told",
  /** A word of when to come back. */
  "limits.retry-after",
  /** A limit for a day. */
  "limits.daily",
  /** A clash with someone else's change. */
  "write.conflict",
  /** Records that come to say something else: an answer that was sent says the same for ever, wherever it is put. */
  "read.change",
  /** Deletions in what it gives to read, though it may tell them otherwise. */
  "read.deletion",
  /** What customers said, in what it sends us: that is read. Where replies are declared, `feed.answer` is needed then. */
  "inbound.words",
  /** A way for an app to take back its own access: an administrator does, and the app's `leaves` says how. */
  "uninstall.access",
  /** A signature over the body of what it sends us. */
  "inbound.signed-body",
  /** The time of sending in what it sends us. */
  "inbound.signed-time",
] as const;
/** The name of something a vendor may lack. */
export type Absence = (typeof ABSENCES)[number];

/** A case that is not run, and why. */
export interface Skip {
  readonly part: PartName;
  readonly case: string;
  readonly reason: string;
}
