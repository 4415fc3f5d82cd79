/** Account pages as the config describes them, and as text ready to be written: one per community. */

/** Where the pages are, and how long silence is nothing to tell. */
export interface AccountRule {
  /** A name under `repositories`. */
  readonly repository: string;
  readonly label: string;
  /** The name of the report with which they are brought up to date. */
  readonly report: string;
  /** Days without a word by any person. */
  readonly contactDays: number;
}

/** One community's page. */
export interface AccountPage {
  /** The community's slug. */
  readonly community: string;
  /** One line. */
  readonly title: string;
  /** Without the lines between which it stands in the issue. */
  readonly markdown: string;
}

/** All pages of one moment. */
export interface AccountPages {
  /** Every list of items came whole; else a page could lose what is only not known just now. */
  readonly whole: boolean;
  readonly pages: readonly AccountPage[];
}
