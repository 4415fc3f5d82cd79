/** Suggestions for misspelt names, shared with replies to commands. */
export { didYouMean, nearest } from "../content/nearest.ts";
