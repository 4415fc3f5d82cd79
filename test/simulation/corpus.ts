/** Lives that failed once, each with why; they are lived again with every test run. Never taken out. */
export const corpus: readonly { readonly seed: number; readonly faults: readonly string[]; readonly why: string }[] = [
  {
    seed: 4,
    faults: ["F5", "F10", "F12"],
    why: "killed after every write while GitHub showed nothing yet, and begun again in no time: it never came to rest. A process takes half a minute to begin",
  },
  { seed: 42, faults: ["F12", "F24", "F10"], why: "the same, with things that are no events" },
  {
    seed: 17,
    faults: ["F18"],
    why: "a request that had left before the limit came was held against the process; what counts is whether the answer had been read",
  },
  {
    seed: 101,
    faults: ["F32", "F13"],
    why: "a process that forgot before every look, while GitHub was five minutes behind, made things again and again; what is lost is lost with a process, once",
  },
];
