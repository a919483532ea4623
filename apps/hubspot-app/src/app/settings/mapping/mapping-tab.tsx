import { type LoadState, type Surroundings, useLoad } from "perennial-hubspot-shared";
import { CONNECTION } from "../connection-name.ts";
import { PageStates } from "../page-tools.ts";
import { MappingForm } from "./mapping-form.tsx";

/** What of HubSpot's becomes what of ours: chosen, tried on real records, then saved. */
export function MappingTab({ surroundings }: { readonly surroundings: Surroundings }) {
  const { ask, language } = surroundings;
  const form = useLoad(() => ask("getConnectionForm", { params: CONNECTION }), "form");
  const fields = useLoad(
    () => ask("describeConnection", { params: CONNECTION, query: { locale: language } }),
    "fields",
  );
  const samples = useLoad(
    () =>
      ask("tryConnectionMapping", {
        params: CONNECTION,
        body: { object: "contact", count: 3, settings: {} },
      }),
    "samples",
  );
  const loadedOf = <Value,>(state: LoadState<Value>) =>
    state.status === "ready" ? state.value : undefined;
  return (
    <PageStates of={form} surroundings={surroundings}>
      {(loaded) => (
        <MappingForm
          {...{ loaded, surroundings, put: form.put }}
          objects={loadedOf(fields.state)?.objects}
          isUndescribed={fields.state.status === "failed"}
          samples={loadedOf(samples.state)?.samples}
        />
      )}
    </PageStates>
  );
}
