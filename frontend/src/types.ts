// Shapes of the REST API that the workbench reads. Offsets are Unicode code points of one revision; times are ISO 8601.

export type State =
  | "open" | "draft" | "submitted" | "in_review" | "changes_requested" | "disputed"
  | "approved" | "published" | "corrected" | "retracted" | "withheld" | "withdrawn";
export type Stance = "supports" | "refutes" | "context";
export type Visibility = "public" | "internal" | "sealed";
export type Choice = readonly [value: string, label: string];

export interface Named {
  id: string;
  name: string;
}

/** Lost words have no place. */
export interface Anchor {
  start: number | null;
  end: number | null;
  exact: string;
  /** The revision whose code points it counts. */
  revision?: string;
  state: "exact" | "moved" | "changed" | "ambiguous" | "lost";
}

export interface Occurrence {
  id: string;
  article: string | null;
  speakers: (Named & { role?: string })[];
  said_on: string | null;
  etag: string;
  anchors: Anchor[];
}

/** What can be cited; that of a sealed piece of evidence has no id. */
export interface Source {
  id: string | null;
  title: string;
  publisher: string;
  published_on: string | null;
  owner?: string | null;
}

/** A source used for one claim. A sealed one comes without quote, note, url and source to those who may not read it. */
export interface Evidence {
  id: string;
  claim: string;
  kind: string;
  stance: Stance;
  visibility: Visibility;
  sealed: boolean;
  /** False for a sealed one that this account may not read. */
  readable?: boolean;
  etag: string;
  created_by: Named;
  url?: string | null;
  source?: Source | null;
  quote?: string | null;
  note?: string | null;
  terms?: string;
  obtained_by?: Named | null;
  obtained_on?: string | null;
  informant?: string;
  channel?: string;
  /** Where in the source, in words: "p. 3–5". */
  place?: string;
  /** The address, leading to the place where it can. */
  place_url?: string;
  calculation?: { result: string; unit: string; check: { value: string; agrees: boolean } | null } | null;
  file?: EvidenceFile | null;
}

/** A kept file, and how far its preview is. */
export interface EvidenceFile {
  name: string;
  size: number;
  sha256: string;
  withheld: boolean;
  preview: { state: string; why: string; family: string; pages: number; pictures: number };
}

export interface Rating {
  id: string;
  slug: string;
  label: string;
  /** From 1 (least true) to the steps of its scale; none off the scale. */
  position: number | null;
  /** The same place on five steps. */
  claimreview: number | null;
  off_scale: boolean;
  scale: string;
}

export interface DefinedRating extends Rating {
  definition: string;
  order: number;
}

export interface Scale {
  id: string;
  slug: string;
  name: string;
  number: number;
  definition: string;
  is_default: boolean;
  steps: number;
  ratings: DefinedRating[];
}

export interface Missing {
  code: string;
  field: string;
  text: string;
}

export interface Review {
  id: string;
  reviewer: Named | null;
  kind: string;
  outcome: string;
  comment: string;
  created_at: string;
}

export interface Verdict {
  id: string;
  claim: string;
  rating: Rating | null;
  summary: string;
  justification: string;
  state: State;
  etag: string;
  author: Named;
  submission: { id: string; version: number; submitted_at: string } | null;
  reviews: Review[];
  missing: Missing[];
  may: { edit: boolean; submit: boolean; review: boolean };
  /** Why this account may not review it; only with a verdict that was read alone. */
  refusal?: { code: string; text: string; could_review?: Named[] } | null;
}

export interface Claim {
  id: string;
  statement: string;
  kind: string;
  topics: string[];
  harm: string;
  reach: string;
  withdrawn: boolean;
  /** Counts substantive changes. */
  version: number;
  /** Counts all changes of the claim's own row. */
  etag: string;
  state: State;
  occurrences: Occurrence[];
  anchors: Anchor[];
  evidence: Evidence[];
  verdict: Verdict | null;
  created_by: Named;
  may: { edit: boolean; submit: boolean; review: boolean; withdraw: boolean };
}

/** What the page brings along: the claims, the scales and the words of every list of choices. */
export interface Boot {
  counter: number;
  results: Claim[];
  ratings: Scale[];
  kinds: Choice[];
  stances: Choice[];
  evidence_kinds: Choice[];
  visibilities?: Choice[];
  terms?: Choice[];
  channels?: Choice[];
  levels?: Choice[];
}

export interface Changes {
  counter: number;
  results: Claim[];
}
