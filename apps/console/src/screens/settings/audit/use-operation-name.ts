import { useAsk } from "../../../app/api/use-ask.ts";
import { useWords } from "../../../app/language/words.ts";
import { operationNames } from "./operation-names.ts";

/** What an operation is called: our words where we have any, else the API's own sentence. */
export function useOperationName(): (id: string) => string {
  const t = useWords(operationNames);
  const { data } = useAsk("listAuditNames");
  return (id) => {
    const known = Object.keys(operationNames.sv).find((each) => each === id);
    if (known !== undefined) return t(known as keyof typeof operationNames.sv);
    return data?.operations.find((each) => each.id === id)?.summary ?? id;
  };
}
