// What every page loads: the theme, htmx, keys, the lease clock, kept form text, dead parts, times.
import { startCopying } from "./copying";
import { startHtmx } from "./hypertext";
import { startKeeping } from "./keeping";
import { startKeys } from "./keys";
import { startLeases } from "./lease";
import { startParts } from "./parts";
import { startRows } from "./rows";
import { startTheme } from "./theme";
import { startTimes } from "./times";

startTheme();
startHtmx();
startKeys();
startLeases();
startKeeping();
startParts();
startRows();
startTimes();
startCopying();
