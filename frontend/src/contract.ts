// Proof, at compile time only, that the shapes the island reads are the shapes the API describes.
import type { components } from "./schema";
import type { Claim, Evidence, Missing, Occurrence, Rating, Review, Scale, Verdict } from "./types";

type Schemas = components["schemas"];

/** Compiles only when everything of the first shape may be read as the second. */
type Reads<Described extends Read, Read> = Described;

export type Contract = [
  Reads<Schemas["ClaimOut"], Claim>,
  Reads<Schemas["OccurrenceOut"], Occurrence>,
  Reads<Schemas["EvidenceOut"], Evidence>,
  Reads<Schemas["VerdictDetailOut"], Verdict>,
  Reads<Schemas["ReviewOut"], Review>,
  Reads<Schemas["MissingOut"], Missing>,
  Reads<Schemas["RatingOut"], Rating>,
  Reads<Schemas["ScaleOut"], Scale>,
];
