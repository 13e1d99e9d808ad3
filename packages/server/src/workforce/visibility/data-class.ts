/** Where data of a class is kept, and what lets somebody see it there. */
export type DataPlace = {
  readonly system: string;
  /** The inbox, queue or channel within the system, as its grants name it; null: everywhere on it. */
  readonly within: string | null;
  /** Roles on that system which let see it; empty: any access there does. */
  readonly through: readonly string[];
};

/** A class of data the organisation names, such as billing messages or crisis drafts, and whose work needs it. */
export type DataClass = {
  /** `dcl_…` */
  readonly id: string;
  readonly name: string;
  /** Empty: nobody said where it is kept, so that nobody can tell who sees it. */
  readonly places: readonly DataPlace[];
  /** Roles by the list of people; whoever has another one need not see it. */
  readonly needs: readonly string[];
};
