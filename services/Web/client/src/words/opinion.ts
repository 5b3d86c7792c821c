export const opinion = {
  said: (labels: string, level: string): string => `Screening said: ${labels}, ${level}. Was it right?`,
  unsaid: "Screening said nothing. Should it have?",
  kinds: {
    right: "It was right", wrong_level: "Right, but another level", wrong_label: "It is about something else", not_an_issue: "There was nothing to say",
  },
  kindsUnsaid: { right: "", wrong_level: "", wrong_label: "Yes, it should have", not_an_issue: "No, nothing is wrong with it" },
  about: "What it is about",
  level: "The right level",
  levels: {
    low: "Low: somebody may look", medium: "Medium: somebody should look", high: "High: hold it, or offer help", critical: "Critical: somebody is in danger",
  },
  hint: "You may leave this out. It teaches the model of this site and changes nothing about this message.",
  none: "No answer",
  labelMissing: "Choose what the message is about, or take your answer about screening back.",
  levelMissing: "Choose the level that would have been right, or take your answer about screening back.",
  second: "Say what you think of what screening said",
  secondLead: "Two moderators who agree teach more than one.",
  send: "Say so",
  sent: "Kept. Thank you.",
  failed: "That did not arrive. Please try again.",
  choose: "Choose an answer first.",
};
