/**
 * One life of the eighteen months → the issue that it leaves behind: how it is opened, and every step after. Parts of one
 * move (card, labels, closing) bear the same second, as when one program makes them; comments stand alone.
 */
import type { Step } from "../build-history.ts";
import type {
  AgreementLife,
  DeliverableLife,
  GrantLife,
  InvoiceLife,
  LeadLife,
  OnboardingLife,
  SupportLife,
} from "./months-chronicle.ts";
import { mainGrant } from "./months-grants.ts";
import { bodyOf, impacts, slugOf } from "./months-names.ts";
import { partnershipColumns } from "./research-cloud.ts";

/** One issue to be placed. */
export interface Birth {
  /** `openwater/leads#7` */
  readonly issue: string;
  readonly title: string;
  readonly body: string;
  readonly by: string;
  readonly at: string;
  readonly labels: readonly string[];
  /** The issue it is a sub-issue of. */
  readonly parent: string | null;
  /** Whether it has a card on board 61, in the first column from its opening on. */
  readonly onBoard: boolean;
  /** Oldest first. */
  readonly steps: readonly Step[];
}

/** Labels that no other scene has. */
export const monthLabels = [
  ...["account", "cluster", "hub", "live"].map((stage) => `onboarding: ${stage}`),
  ...["planned", "delivered"].map((stage) => `deliverable: ${stage}`),
  "agreement",
  ...["proposed", "signed", "not signed"].map((stage) => `agreement: ${stage}`),
  "invoice",
  ...["to send", "sent", "paid"].map((stage) => `invoice: ${stage}`),
  ...["idea", "applying", "submitted", "awarded", "rejected", "completed"].map((stage) => `grant: ${stage}`),
  "grant",
];

const columnOf: Readonly<Record<string, string>> = {
  lead: partnershipColumns[0],
  qualified: partnershipColumns[1],
  prospect: partnershipColumns[2],
  partner: partnershipColumns[3],
  lost: partnershipColumns[4],
};

/** A card on board 61 and a stage label; a lost lead says why and is closed as not planned. */
export function leadBirth({ issue, title, by, source, openedAt, stays, reason }: LeadLife): Birth {
  const slug = slugOf(title);
  const body = bodyOf({
    Community: slug,
    "Contact role": "Head of research computing",
    Source: source,
    "Hub address": `${slug}.hub.example.org`,
    "What they need": "Notebooks for courses and for a working group.",
    "Budget and signature": "_No response_",
  });
  const steps = stays
    .slice(1)
    .flatMap(({ stage, from: at }, index): readonly Step[] => [
      ...(stage === "lost" ? [{ at, by, label: reason! }] : []),
      { at, by, move: columnOf[stage]! },
      { at, by, unlabel: `stage: ${stays[index]!.stage}` },
      { at, by, label: `stage: ${stage}` },
      ...(stage === "lost" ? [{ at, by, close: "NOT_PLANNED" } as const] : []),
    ]);
  return { issue, title, body, by, at: openedAt, labels: ["lead", "stage: lead"], parent: null, onBoard: true, steps };
}

/** The parent, which shows the phase by a label and is closed with the last one, and a sub-issue for each phase. */
export function onboardingBirths({ issue, title, openedAt: at, phases }: OnboardingLife): readonly Birth[] {
  const by = "delivery-manager";
  const slug = slugOf(title);
  const answers = { Community: slug, "Hub address": `${slug}.hub.example.org` };
  const alike = { by, at, onBoard: false };
  const steps = phases.flatMap(({ phase, doneAt }, index): readonly Step[] => {
    if (doneAt === null) return [];
    const next = phases[index + 1]?.phase ?? "live";
    return [
      { at: doneAt, by, unlabel: `onboarding: ${phase}` },
      { at: doneAt, by, label: `onboarding: ${next}` },
      ...(next === "live" ? [{ at: doneAt, by, close: "COMPLETED" } as const] : []),
    ];
  });
  const labels = ["onboarding", `onboarding: ${phases[0]!.phase}`];
  return [
    { ...alike, issue, title: `[New hub] ${title}`, body: bodyOf(answers), labels, parent: null, steps },
    ...phases.map(({ issue: own, phase, doneAt }) => ({
      ...{ ...alike, issue: own, parent: issue, labels: [] },
      title: `[New hub] ${phase} - ${title}`,
      body: `The ${phase} of the community ${slug}.`,
      steps: doneAt === null ? [] : [{ at: doneAt, by: "engineer-2", close: "COMPLETED" } as const],
    })),
  ];
}

/** Answered and taken up in one go; others may have written before. */
export function supportBirth({
  issue,
  community,
  by,
  openedAt,
  impact,
  chatter,
  response,
  closed,
}: SupportLife): Birth {
  const { option, label } = impacts[impact]!;
  const body = bodyOf({
    Community: community,
    "Hub address": `${community}.hub.example.org`,
    "What is it about?": "A question",
    Impact: option,
    "What happens, and what should happen?": "Our server takes longer to start than it did last week.",
  });
  const steps: Step[] = chatter.map((one) => ({ ...one, comment: "It is the same for me." }));
  if (response !== null) {
    const act = { at: response.at, by: response.by };
    const comment = "Thank you for telling us. We are looking at it now.";
    steps.push({ ...act, comment }, { ...act, unlabel: "support: received" }, { ...act, label: "support: working" });
  }
  if (response !== null && closed !== null) {
    const act = { at: closed.at, by: response.by };
    const reason = closed.as === "solved" ? "COMPLETED" : "NOT_PLANNED";
    const label = `support: ${closed.as}`;
    steps.push({ ...act, unlabel: "support: working" }, { ...act, label }, { ...act, close: reason });
  }
  const title = `[Support] ${community}: A question`;
  const labels = ["support", "support: received", label];
  return { issue, title, body, by, at: openedAt, labels, parent: null, onBoard: false, steps };
}

/** Its stage is a label; one that is not signed is closed. */
export function agreementBirth({ issue, openedAt, signedAt, refusedAt, ...terms }: AgreementLife): Birth {
  const by = "bd-manager";
  const { community, value, currency, start, end, tier, kind } = terms;
  const body = bodyOf({
    Community: community,
    Value: String(value),
    Currency: currency,
    "First day": start,
    "Last day": end,
    Tier: tier,
    Kind: kind,
  });
  const ends = (at: string, label: string): readonly Step[] => [
    { at, by, unlabel: "agreement: proposed" },
    { at, by, label },
  ];
  const steps: readonly Step[] =
    signedAt !== null
      ? ends(signedAt, "agreement: signed")
      : refusedAt !== null
        ? [...ends(refusedAt, "agreement: not signed"), { at: refusedAt, by, close: "NOT_PLANNED" }]
        : [];
  const title = `[Agreement] ${community}, ${start.slice(0, 7)}`;
  const labels = ["agreement", "agreement: proposed"];
  return { issue, title, body, by, at: openedAt, labels, parent: null, onBoard: false, steps };
}

/** Delivered with its evidence in the body. */
export function deliverableBirth({ issue, openedAt, due, deliveredAt: at }: DeliverableLife): Birth {
  const by = "bd-manager";
  const number = issue.split("#")[1]!;
  const answers = { Grant: mainGrant, Due: due, Evidence: "_No response_" };
  const evidence = `https://openwater.example.org/deliverables/${number}`;
  const steps: readonly Step[] =
    at === null
      ? []
      : [
          { at, by, body: bodyOf({ ...answers, Evidence: evidence }) },
          { at, by, unlabel: "deliverable: planned" },
          { at, by, label: "deliverable: delivered" },
          { at, by, close: "COMPLETED" },
        ];
  const title = `Deliverable due on ${due}`;
  const labels = ["deliverable", "deliverable: planned"];
  return { issue, title, body: bodyOf(answers), by, at: openedAt, labels, parent: null, onBoard: false, steps };
}

/** Its stage is a label; it is closed when it is paid. */
export function invoiceBirth({ issue, agreement, openedAt, sentAt, paidAt }: InvoiceLife, of: AgreementLife): Birth {
  const by = "bd-manager";
  const body = bodyOf({ Community: of.community, "First day": of.start, "Last day": of.end });
  const steps: readonly Step[] = [
    ...(sentAt === null ? [] : moved(sentAt, by, ["invoice: to send", "invoice: sent"])),
    ...(paidAt === null ? [] : moved(paidAt, by, ["invoice: sent", "invoice: paid"])),
    ...(paidAt === null ? [] : [{ at: paidAt, by, close: "COMPLETED" } as const]),
  ];
  const title = `Invoice ${of.start.slice(0, 7)} - ${of.community}`;
  const labels = ["invoice", "invoice: to send"];
  return { issue, title, body, by, at: openedAt, labels, parent: agreement, onBoard: false, steps };
}

/** Closed when it is refused or completed. */
export function grantBirth({ issue, title, moves, openedAt, amount, spent, ...life }: GrantLife): Birth {
  const by = "bd-lead";
  const body = bodyOf({
    Funder: life.funder,
    Champions: life.champions,
    "Application due": life.due,
    "First day of the grant": life.start,
    "Last day of the grant": life.end,
    "Total amount": String(amount),
    "Spent so far": spent === null ? "_No response_" : String(spent),
  });
  const steps = moves.flatMap(({ stage, at }, index): readonly Step[] => [
    ...moved(at, by, [`grant: ${moves[index - 1]?.stage ?? "idea"}`, `grant: ${stage}`]),
    ...(stage === "rejected" ? [{ at, by, close: "NOT_PLANNED" } as const] : []),
    ...(stage === "completed" ? [{ at, by, close: "COMPLETED" } as const] : []),
  ]);
  return {
    issue,
    title,
    body,
    by,
    at: openedAt,
    labels: ["grant", "grant: idea"],
    parent: null,
    onBoard: false,
    steps,
  };
}

/** One stage's label gives way to the next one's. */
function moved(at: string, by: string, [unlabel, label]: readonly [string, string]): readonly Step[] {
  return [
    { at, by, unlabel },
    { at, by, label },
  ];
}
