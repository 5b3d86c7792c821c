export const away = {
  open: "Step away for a moment",
  title: "A moment beside the room",
  lead: "You can stay here as long as you like. The room keeps what comes in, in order; nobody sees that you stepped away.",
  back: "Back to the room",
  breathe: "If you like, let your breath follow the circle: in while it grows, out, a little longer, while it shrinks. If it does not help, leave it; it is not a task.",
  breatheStill: "If you like, breathe in slowly, and out a little longer. If it does not help, leave it; it is not a task.",
  senses: "Where you are right now",
  steps: [
    "Name five things that you can see. Small ones count: a corner, a shadow, a cup.",
    "Feel four things that touch you: the floor under your feet, the chair, your sleeve, the air.",
    "Listen for three sounds, one of them far away.",
    "Find two things that you can smell, or two smells that you like to remember.",
    "Take one slow sip of something, or run your tongue over your teeth, and notice it.",
  ],
  end: "You can do it again, or only a part of it. When you are ready, the room is where you left it.",
  help: "Somebody to talk to now",
};
