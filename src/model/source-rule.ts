/**
 * Where numbers come from that no issue holds, as the config describes it with every default filled in: how much
 * communities use what they were given, and how content they are.
 */

/** A file at the default branch of a repository, or of a release. */
export interface SourceFile {
  readonly owner: string;
  readonly repo: string;
  /** In the repository; of a release, the file's name. */
  readonly path: string;
  /** The release's tag; absent: the file is in the repository. */
  readonly release?: string;
}

/** A range query. */
export interface PrometheusRule {
  /** `https://prometheus.example.org`, with a path where it has one. */
  readonly url: string;
  readonly query: string;
  /** Whole days between two counts. */
  readonly stepDays: number;
  /** How many days back it is asked. */
  readonly days: number;
  /** The label that names the hub; the second one names its cluster. */
  readonly place: string;
  readonly cluster: string | null;
  /** The NAME of the variable that holds a bearer token; null: none is sent. */
  readonly secret: string | null;
}

/** Usage of communities. */
export interface UsageRule {
  readonly from:
    | { readonly kind: "file"; readonly file: SourceFile }
    | { readonly kind: "prometheus"; readonly rule: PrometheusRule };
  /** What is a community of its own unless `communities` says otherwise. */
  readonly by: "hub" | "cluster";
  /** `hub`, `cluster` or `cluster/hub`, by the community's slug. */
  readonly communities: Readonly<Record<string, readonly string[]>>;
  /** Hubs and clusters that are no community. */
  readonly leaveOut: readonly string[];
  /** Accounts of staff. */
  readonly staff: readonly string[];
  /** The pipeline whose oldest item of a community is when it asked; null: nothing is timed. */
  readonly asked: string | null;
  /** Whether everybody may know which community uses how much. */
  readonly isPublic: boolean;
}

/** Columns of a file of answers. */
export interface AnswerColumns {
  readonly community: string;
  readonly date: string;
  readonly score: string;
  /** Null: the file has none. */
  readonly touchPoint: string | null;
  readonly item: string | null;
}

/** What communities answered. */
export interface SatisfactionRule {
  readonly from:
    | {
        readonly kind: "file";
        readonly file: SourceFile;
        readonly columns: AnswerColumns;
        /** Whether a row without a score is somebody who was asked and did not answer; else it is a problem. */
        readonly knowsAsked: boolean;
      }
    /** Issues of a pipeline or rule with a form. `score`, `touchPoint`: ids of fields. */
    | { readonly kind: "form"; readonly rule: string; readonly score: string; readonly touchPoint: string | null };
  /** A score from which an answer counts as satisfied. */
  readonly satisfiedFrom: number;
}
