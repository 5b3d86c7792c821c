export const support = {
  title: "It sounds like tonight is really hard. You don't have to carry it alone.",
  lead: "What you wrote stays with you. Only you can see this box. Are you safe right now? If you would like a voice, these people are there:",
  titleOfGuess: "If this is a hard moment, somebody is there.",
  leadOfGuess: "Your words may be about something heavy, or we may have misread them; then just close this box. What you wrote stays as it is, and only you can see this. If you would like a voice:",
  emergency: "If your life is in danger",
  text: (number: string): string => `or text ${number}`,
  team: "Write to the team now",
  other: "Another country",
  close: "Close this box",
};
