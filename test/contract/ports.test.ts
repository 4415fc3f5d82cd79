import { portContract } from "./ports.ts";
import { sandboxWorld } from "./sandbox-world.ts";

portContract("the sandbox, through our adapter", () => sandboxWorld());
