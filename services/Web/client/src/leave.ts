// On every page: leaves quickly, and switches between light and dark. It imports nothing, so that it stays tiny.

const root = document.documentElement;
const link = document.querySelector<HTMLElement>("[data-leave]");

/** Everything this site keeps on the device under our prefix, drafts first of all. The reader's choice of theme says nothing about them and stays. */
function forget(): void {
  try {
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) {
        if (key.startsWith("ps-") && key !== "ps-theme") store.removeItem(key);
      }
    }
    indexedDB.deleteDatabase("ps-room");
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function leave(): void {
  const to = link?.dataset["leaveTo"] || link?.getAttribute("href") || "about:blank";
  // The page goes blank before anything that could take time.
  document.body.hidden = true;
  document.body.replaceChildren();
  document.title = "";
  // An island closes its connection on this, so that nothing is written again after the forgetting.
  window.dispatchEvent(new Event("ps-leave"));
  forget();
  history.replaceState(null, "", "/");
  location.replace(to);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let presses: number[] = [];
let alone = false;
addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    alone = false;
    presses = [];
  } else if (!event.repeat) {
    alone = true;
  }
});
addEventListener("keyup", (event) => {
  // Only Shift on its own counts; a capital letter does not.
  if (event.key !== "Shift" || !alone) return;
  presses = [...presses.filter((at) => event.timeStamp - at < 1200), event.timeStamp];
  if (presses.length >= 3) leave();
});

function showTheme(choice: string): void {
  if (choice === "light" || choice === "dark") root.dataset["theme"] = choice;
  else delete root.dataset["theme"];
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === choice));
  }
}

function storedTheme(): string {
  try {
    return localStorage.getItem("ps-theme") ?? "auto";
  } catch {
    return "auto";
  }
}

function choose(choice: string): void {
  showTheme(choice);
  try {
    localStorage.setItem("ps-theme", choice);
  } catch {
    // The choice then holds for this page only.
  }
}

for (const box of document.querySelectorAll<HTMLElement>("[data-theme-switch]")) {
  box.hidden = false;
  box.addEventListener("click", (event) => {
    const choice = (event.target as HTMLElement).closest<HTMLElement>("[data-theme-choice]")?.dataset["themeChoice"];
    if (choice) choose(choice);
  });
}
showTheme(storedTheme());
export {};
