export const rules = {
  archived: "This group has been closed. What was written stays here to read; nothing new is posted.",
  end: "This is the end of the talk. You can still read and search it, take back what is yours, and ask a moderator.",
  quiet: (until: string, apart: string): string => `It is the group's quiet time until ${until}. You can read and write, with ${apart} between two messages; answers may take until then. Help is there at any hour.`,
  slow: (apart: string): string => `This group writes slowly, so that everybody can follow: ${apart} between two messages of one person.`,
  waits: (left: string): string => `This group writes slowly at the moment. It goes out by itself in about ${left}.`,
  help: "Help now",
};
