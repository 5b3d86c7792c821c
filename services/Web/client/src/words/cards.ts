import { minutes } from "./counting.js";

export const cards = {
  article: (n: number): string => `An article here, about ${minutes(n)} to read`,
  module: (n: number): string => `A module here, about ${minutes(n)} in all`,
  lesson: (n: number): string => `A lesson here, about ${minutes(n)}`,
};
