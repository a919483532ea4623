import { cancel, intro, isCancel, multiselect, select, text } from "@clack/prompts";
import { CAPABILITIES, COMMAND_KINDS } from "@perennial/contract";
import { AUTH_SCHEMES, ConnectorPlan } from "./plan.ts";
import { ScaffoldError } from "./scaffold-error.ts";

/** Answers that were given on the command line, as they were written. */
export interface GivenAnswers {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly auth?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly commands?: readonly string[] | undefined;
}

/** Makes a plan of what was given, with defaults for the rest. Throws a `ScaffoldError` that names the option. */
export function planOf(given: GivenAnswers): ConnectorPlan {
  const { id, title = id, auth = "token", capabilities = [], commands = [] } = given;
  const parsed = ConnectorPlan.safeParse({ id, title, auth, capabilities, commands });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) => `\n  ${String(path[0])}: ${message}`,
  );
  throw new ScaffoldError(`The answers are not right:${wrong.join("")}`);
}

/** Asks a person for what was not given. Throws a `ScaffoldError` when they break off. */
export async function ask(given: GivenAnswers): Promise<ConnectorPlan> {
  intro("A new connector for Perennial");
  const id =
    given.id ??
    (await answered(
      text({
        message: "What is its id?",
        placeholder: "acme",
        validate: (value) => ConnectorPlan.shape.id.safeParse(value).error?.issues[0]?.message,
      }),
    ));
  const title =
    given.title ??
    (await answered(text({ message: "What do people call the vendor?", initialValue: id })));
  const auth =
    given.auth ??
    (await answered(
      select({
        message: "How does the vendor let us in?",
        options: AUTH_SCHEMES.map((value) => ({ value })),
      }),
    ));
  const many = (message: string, values: readonly string[]) =>
    answered(
      multiselect({ message, options: values.map((value) => ({ value })), required: false }),
    );
  const capabilities =
    given.capabilities ??
    (await many("What shall it hear and read? Nothing is fine.", CAPABILITIES));
  const commands =
    given.commands ?? (await many("What shall it do? Nothing is fine, too.", COMMAND_KINDS));
  return planOf({ id, title, auth, capabilities, commands });
}

async function answered<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question;
  if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  cancel("Nothing was written.");
  throw new ScaffoldError("Nothing was written.");
}
