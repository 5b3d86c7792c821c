import { RoomElement } from "./room/element.js";

customElements.define("ps-room", RoomElement);
