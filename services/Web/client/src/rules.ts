import "./rules/versions.js";
import "./rules/version.js";
