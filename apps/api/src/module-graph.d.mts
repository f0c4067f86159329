/** Which API module may import which; see module-graph.mjs. */
export declare const MODULE_GRAPH: Readonly<Record<string, readonly string[]>>;
