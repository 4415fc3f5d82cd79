/** Invoices of the eighteen months: one in advance for each agreement, from the day it is signed. */
import { secondsOf, textOf } from "../clock.ts";
import type { AgreementLife, InvoiceLife, Unnumbered } from "./months-chronicle.ts";
import { exponential, seen, streamOf } from "./months-draw.ts";
import { rates } from "./months-rates.ts";

/** An invoice whose issue and agreement have no numbers yet. */
export type DrawnInvoice = Omit<Unnumbered<InvoiceLife>, "agreement"> & {
  readonly agreement: Unnumbered<AgreementLife>;
};

/** Draws them, oldest first. */
export function drawInvoices(seed: number, agreements: readonly Unnumbered<AgreementLife>[]): readonly DrawnInvoice[] {
  const random = streamOf(seed, "invoices");
  const { send, forgotten, pay } = rates.invoices;
  const drawn = agreements.flatMap((agreement): readonly DrawnInvoice[] => {
    const [isSent, wait, slow] = [!random.chance(forgotten), exponential(random, send), exponential(random, pay)];
    if (agreement.signedAt === null) return [];
    const opened = secondsOf(agreement.signedAt) + 6;
    const sentAt = isSent ? seen(opened + wait) : null;
    return [
      { agreement, openedAt: textOf(opened), sentAt, paidAt: sentAt === null ? null : seen(opened + wait + slow) },
    ];
  });
  return drawn.sort((one, other) => secondsOf(one.openedAt) - secondsOf(other.openedAt));
}
