import { keepsConsentsApart } from "./consents";
import { staysUp } from "./doors";
import { listensOnLoopbackAlone } from "./listening";
import { keepsPeopleApart } from "./persons";
import { sendsNobodyAway } from "./redirects";
import { Stand } from "./stand";
import { admitsGoodTokensAlone } from "./tokens";

const stand = new Stand("okta");
keepsPeopleApart(stand, 100);
keepsConsentsApart(stand);
sendsNobodyAway(stand);
staysUp(stand);
listensOnLoopbackAlone(stand);
admitsGoodTokensAlone(stand);
