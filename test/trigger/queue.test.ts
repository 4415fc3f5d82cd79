import { createQueue } from "../../src/trigger/queue.ts";
import { queueContract } from "../contract/queue.ts";

queueContract(createQueue);
