/** Figures of the eighteen months that a report estimates, beside what is true of them by the generator's own formulas. */
import type { OrganisationMeasure } from "../../measure/organisation.ts";
import type { Spread } from "../../measure/spread.ts";
import { type FigureName, truthOf } from "../../sandbox/scenes/months-truth.ts";

/** A figure of the report beside what is true. Limits hold the truth 95 times in 100. */
export interface Judged {
  readonly what: string;
  readonly unit: "share" | "days" | "points";
  readonly said: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly truth: number;
  readonly n: number;
}

/** The figures whose truth is known, in the order of a community's way. */
export function judgedOf({ pipelines }: Pick<OrganisationMeasure, "pipelines">): readonly Judged[] {
  const truth = truthOf();
  const spread = (pipeline: string, to: string) => {
    const { times } = pipelines.find((one) => one.pipeline.name === pipeline)!;
    return times.find(({ waits }) => waits.rule.names.to === to)!;
  };
  const share = (what: string, { shares, n }: Spread, day: number, name: FigureName): Judged => {
    const { share: said, lower, upper } = shares.find((one) => one.day === day)!;
    return { what, unit: "share", said, lower, upper, truth: truth[name].value!, n };
  };
  const time = (what: string, { half, most, n }: Spread, part: "half" | "most", name: FigureName): Judged => {
    const { value: said, lower, upper } = (part === "half" ? half : most) ?? { value: null, lower: null, upper: null };
    const { value, unit } = truth[name];
    return { what, unit: "days", said, lower, upper, truth: unit === "working hours" ? value! / 24 : value!, n };
  };
  const signed = spread("leads", "signed").all;
  const live = spread("onboarding", "live");
  const response = spread("support", "response");
  const { inTime } = pipelines.find((one) => one.pipeline.name === "deliverables")!.deliverables!;
  return [
    share("signed within 30 days", signed, 30, "openedToSigned30"),
    share("signed within 90 days", signed, 90, "openedToSigned90"),
    share("signed within 180 days", signed, 180, "openedToSigned180"),
    time("signed to live, half", live.all, "half", "signedToLiveP50"),
    time("signed to live, 85 in 100", live.all, "most", "signedToLiveP85"),
    time("first response, half, in working time", response.working.all, "half", "responseWorkingP50"),
    time("first response, 85 in 100, in working time", response.working.all, "most", "responseWorkingP85"),
    {
      ...{ what: "deliverables in time", unit: "share", truth: truth.deliveredInTime.value! },
      ...{
        said: inTime?.share ?? null,
        lower: inTime?.lower ?? null,
        upper: inTime?.upper ?? null,
        n: inTime?.of ?? 0,
      },
    },
  ];
}

/** The same of what communities pay and answer. */
export function judgedBooks({ money, communities, pipelines }: OrganisationMeasure): readonly Judged[] {
  const truth = truthOf();
  const { all } = communities.satisfaction!;
  const { renewal } = money!.rates;
  const paid = pipelines.find((one) => one.pipeline.name === "invoices")!.times[0]!.all;
  const limits = (one: { readonly lower: number | null; readonly upper: number | null } | null) => {
    return { lower: one?.lower ?? null, upper: one?.upper ?? null };
  };
  return [
    {
      ...{
        what: "renewals signed within 180 days",
        unit: "share",
        said: renewal.share,
        ...limits(renewal),
        n: renewal.n,
      },
      truth: truth.renewalSigned180.value!,
    },
    {
      ...{ what: "invoices sent to paid, half", unit: "days", said: paid.half?.value ?? null, ...limits(paid.half) },
      ...{ truth: truth.sentToPaidP50.value!, n: paid.n },
    },
    {
      ...{ what: "net promoter score", unit: "points", said: all.nps?.score ?? null, ...limits(all.nps), n: all.n },
      truth: truth.netPromoterScore.value!,
    },
    {
      ...{ what: "answered when asked", unit: "share", said: all.response?.share ?? null, ...limits(all.response) },
      ...{ truth: truth.answered.value!, n: all.asked ?? 0 },
    },
  ];
}
