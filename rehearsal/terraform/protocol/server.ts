import { join } from "node:path";
import {
  Server,
  ServerCredentials,
  loadPackageDefinition,
  status,
  type handleUnaryCall,
  type ServiceClientConstructor,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Requests } from "./messages";

/**
 * Answers one call. `connection` names the connection it came through: each provider instance of each terraform process
 * has one of its own, and is configured once on it.
 */
export type Handler<Request> = (request: Request, connection: string) => Promise<object>;

/** A handler for every procedure of the protocol. */
export type Handlers = { readonly [Procedure in keyof Requests]: Handler<Requests[Procedure]> };

/** A listening server. */
export interface ProtocolServer {
  /** Address as a reattach entry gives it: `127.0.0.1:<port>`. */
  readonly address: string;
  close(): void;
}

const definition = loadSync(join(__dirname, "provider.proto"), {
  keepCase: true,
  longs: Number,
  enums: String,
  defaults: true,
  oneofs: true,
});

/** Serves the handlers on a loopback port that the system chooses. */
export async function serve(handlers: Handlers): Promise<ProtocolServer> {
  const packages = loadPackageDefinition(definition)["tfplugin6"] as unknown as { Provider: ServiceClientConstructor };
  // A plan carries whole states; gRPC's own limit of 4 MB is for messages of another kind.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const implementation: UntypedServiceImplementation = {};
  for (const [name, handler] of Object.entries(handlers)) implementation[name] = unary(handler as Handler<unknown>);
  server.addService(packages.Provider.service, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

function unary(handler: Handler<unknown>): handleUnaryCall<unknown, object> {
  return (call, callback) => {
    handler(call.request, call.getPeer()).then(
      (response) => callback(null, response),
      (error: unknown) => callback({ code: status.INTERNAL, details: error instanceof Error ? error.message : "" }),
    );
  };
}
