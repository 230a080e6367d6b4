/** What is known of a person that somebody asks about. */

/** A person, as an identity provider knows them. */
export interface Person {
  /** As it was asked for. */
  readonly login: string;
  readonly id: string;
  /** The vendor's word, such as `ACTIVE`. @default it says nothing about it */
  readonly status?: string;
  /** Whether the account may sign in at all. */
  readonly active: boolean;
  /** Ids of the groups that the person is in. */
  readonly groups: readonly string[];
  /** Ids of clients that the person is assigned to by name, and not through a group. */
  readonly assignedTo: readonly string[];
}

/** Whether a person would get in through one connection. */
export interface PersonVerdict {
  readonly login: string;
  /** Name of the connection. */
  readonly connection: string;
  readonly outcome: "admitted" | "refused" | "undecided";
  /** One sentence: by which policy rule or assignment, or why not, or what would have to be known. */
  readonly why: string;
  /** What to do so that the person gets in. @default they do, or nobody can tell */
  readonly fix?: string;
}
