import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { VendorFields } from "./vendor-fields.tsx";
import { WebhookMapping } from "./webhook-mapping.tsx";
import { words } from "./words.ts";

/** What the fields of the other side become here, on real records or deliveries. */
export function MappingTab({ id }: { readonly id: string }) {
  const t = useWords(words);
  const query = useAsk("getConnectionForm", { params: { id } });
  return (
    <Answered query={query}>
      {(form) => {
        if (form.connector === "webhook" && form.values.mapping !== undefined) {
          return <WebhookMapping key={form.connection} form={form} />;
        }
        if (form.connector === "webhook") {
          return <Nothing title={t("mapping")}>{t("mappingNone")}</Nothing>;
        }
        return <VendorFields id={id} form={form} />;
      }}
    </Answered>
  );
}
