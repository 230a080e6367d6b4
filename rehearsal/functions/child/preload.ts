/** Loaded before the program of a custom handler, and before every Node program that it starts. */
import { connectToHost, reportListening } from "./control";
import { prepareProcess } from "./prepare";

const { control } = prepareProcess();
reportListening(connectToHost(control));
