/** Everything the sandbox's GitHub keeps, in maps by node id. */
export interface Store {
  readonly placeholder: true;
}
