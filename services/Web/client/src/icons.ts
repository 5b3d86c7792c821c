import { html, svg, type TemplateResult } from "lit";

// The same strokes as the icons of the server's pages; always drawn beside a word.
const shapes = {
  pause: svg`<path d="M8.5 5.5v13m7-13v13"/>`,
  check: svg`<path d="m5 12.5 4.8 4.8L19.5 7.5"/>`,
  reply: svg`<path d="M9.5 6 4 11.5 9.5 17M4.5 11.5H14c3.8 0 6 2.3 6 6.5"/>`,
  heart: svg`<path d="M12 20S4 15.3 4 9.7A4.2 4.2 0 0 1 12 7.8a4.2 4.2 0 0 1 8 1.9C20 15.3 12 20 12 20Z"/>`,
  heard: svg`<path d="M7 9.5a5.5 5.5 0 1 1 10.6 2c-.8 2-2.8 2.6-3.2 4.8-.4 2.4-1.6 4.2-3.7 4.2-1.8 0-3-1.2-3.2-2.7M9.8 9.8a2.5 2.5 0 0 1 4.9.6c0 1.7-2.3 1.8-2.3 3.6"/>`,
  leaf: svg`<path d="M5 19c0-8.5 5-13.5 14.5-14.5C20 13 15.5 18.5 8.5 18M5 20.5c.6-4.5 3-8 7.5-10.2"/>`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01"/>`,
  pencil: svg`<path d="M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19Z"/><path d="m14.5 6.5 3 3"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  hand: svg`<path d="M7 12.5V7a1.5 1.5 0 0 1 3 0v4-6a1.5 1.5 0 0 1 3 0v6-5a1.5 1.5 0 0 1 3 0v6-3a1.5 1.5 0 0 1 3 0v5c0 4-2.3 6.5-6 6.5-3.2 0-4.7-1.3-6-3.8l-2.3-4.2a1.5 1.5 0 0 1 2.5-1.6Z"/>`,
  phone: svg`<path d="M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3c0 1-.8 2-2 2C10.5 19 4.5 12.5 4.5 6c0-1.2 1-2 2-2Z"/>`,
  wind: svg`<path d="M3.5 9.5h11a2.7 2.7 0 1 0-2.6-3.5M3.5 13h14.3a2.8 2.8 0 1 1-2.7 3.6M3.5 16.5h6.3a2.2 2.2 0 1 1-2.1 2.9"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4 4"/>`,
  pin: svg`<path d="M9 4h6l-1 6 3 3H7l3-3-1-6Zm3 9v7"/>`,
  fold: svg`<path d="M4 12c2.2-3.6 5-5.4 8-5.4s5.800 1.800 8 5.400M6.500 14.500 5 17m7-1.500V18.500m5.500-4L19 17"/>`,
  info: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.2M12 7.7h.01"/>`,
  arrow: svg`<path d="M4 12h16m-6-6 6 6-6 6"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.3 2"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
  flag: svg`<path d="M6 21V4.5c4-2 8 2 12.500 0v9c-4.500 2-8.500-2-12.500 0"/>`,
};

export type IconName = keyof typeof shapes;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}
