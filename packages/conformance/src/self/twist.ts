import type {
  Connector,
  ConnectorContext,
  Inbound,
  Manifest,
  Receipt,
  Session,
} from "@perennial/contract";

/** Makes a wrong connector of a right one. */
export type Twist<Settings> = (right: Connector<Settings>) => Connector<Settings>;

/** With another manifest. */
export function manifested<Settings>(
  change: (manifest: Manifest) => Partial<Manifest>,
): Twist<Settings> {
  return (right) => ({ ...right, manifest: { ...right.manifest, ...change(right.manifest) } });
}

/** With another inbound part. */
export function heard<Settings>(
  change: (inbound: Inbound<Settings>) => Partial<Inbound<Settings>>,
): Twist<Settings> {
  return (right) => {
    if (right.inbound === undefined) return right;
    return { ...right, inbound: { ...right.inbound, ...change(right.inbound) } };
  };
}

/** With sessions that do something else. */
export function opened<Settings>(
  change: (session: Session, settings: Settings, context: ConnectorContext) => Partial<Session>,
): Twist<Settings> {
  return (right) => ({
    ...right,
    async open(settings, context) {
      const session = await right.open(settings, context);
      return { ...session, ...change(session, settings, context) };
    },
  });
}

/** With sessions that are given something else. */
export function given<Settings>(
  change: (context: ConnectorContext) => Partial<ConnectorContext>,
): Twist<Settings> {
  return (right) => ({
    ...right,
    open: (settings, context) => right.open(settings, { ...context, ...change(context) }),
  });
}

/** With receipts that say something else. */
export function told<Settings>(change: (receipt: Receipt) => Receipt): Twist<Settings> {
  return opened((session) => ({
    perform: async (commands) => (await session.perform(commands)).map(change),
  }));
}

/** With answers to `PUT` requests that are taken for something else. */
export function answered<Settings>(change: (answer: Response) => Response): Twist<Settings> {
  return given((context) => ({
    fetch: async (input, init) => {
      const answer = await context.fetch(input, init);
      return init?.method === "PUT" ? change(answer) : answer;
    },
  }));
}
