import type { Diagnose } from "../../verify/diagnosis";

/** Lets the doctor explain a step that failed. The vendors' clients take a second to load, and nothing else needs them. */
export const diagnose: Diagnose = async (...args) => (await import("../doctor/run-doctor.js")).explainFailure(...args);
