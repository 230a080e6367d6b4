import { backend, boolean, credential, number, required, text } from "./settings";

/** State in a file of this machine. */
export const local = backend(
  "local",
  "State in .state/<name>-<environment>.tfstate of the working folder. It holds client secrets and takes no settings.",
  {},
);

/** State behind a REST service. */
export const http = backend("http", "State behind an HTTP service.", {
  address: required("Address of the state. Each deployment needs its own."),
  updateMethod: text("HTTP method of an update. Default: POST."),
  lockAddress: text("Address of the lock. Default: no lock."),
  lockMethod: text("HTTP method that locks. Default: LOCK."),
  unlockAddress: text("Address that unlocks. Default: no lock."),
  unlockMethod: text("HTTP method that unlocks. Default: UNLOCK."),
  username: text("User name of HTTP basic authentication. Default: TF_HTTP_USERNAME."),
  password: credential("the environment variable TF_HTTP_PASSWORD"),
  skipCertVerification: boolean("Whether certificates are left unchecked. Default: false."),
  retryMax: number("How often a request is repeated. Default: 2."),
  retryWaitMin: number("Shortest wait before a request is repeated, in seconds. Default: 1."),
  retryWaitMax: number("Longest wait before a request is repeated, in seconds. Default: 30."),
  clientCertificatePem: text("Client certificate in PEM, without its key. Default: TF_HTTP_CLIENT_CERTIFICATE_PEM."),
  clientPrivateKeyPem: credential("the environment variable TF_HTTP_CLIENT_PRIVATE_KEY_PEM"),
  clientCaCertificatePem: text(
    "Certificate authority of the service in PEM. Default: TF_HTTP_CLIENT_CA_CERTIFICATE_PEM.",
  ),
});

/** State in Consul. */
export const consul = backend("consul", "State in the key-value store of Consul.", {
  path: required("Key of the state. Each deployment needs its own."),
  accessToken: credential("the environment variable CONSUL_HTTP_TOKEN"),
  address: text("Host and port of Consul. Default: CONSUL_HTTP_ADDR."),
  scheme: text("Either http or https. Default: that of the address."),
  datacenter: text("Data center. Default: that of the agent."),
  httpAuth: credential("the environment variable CONSUL_HTTP_AUTH"),
  gzip: boolean("Whether the state is compressed. Default: false."),
  lock: boolean("Whether the state is locked while it is used. Default: true."),
  caFile: text("Path of the certificate authority in PEM. Default: CONSUL_CACERT."),
  certFile: text("Path of the client certificate in PEM. Default: CONSUL_CLIENT_CERT."),
  keyFile: text("Path of the client certificate's key. Default: CONSUL_CLIENT_KEY."),
});

/** State in PostgreSQL. */
export const pg = backend("pg", "State in a PostgreSQL database.", {
  connStr: required("Address of the database without password, such as postgres://state.example.com/terraform."),
  schemaName: text("Database schema of the state. Each deployment needs its own. Default: terraform_remote_state."),
  skipSchemaCreation: boolean("Whether the schema must exist. Default: false."),
  skipTableCreation: boolean("Whether the table must exist. Default: false."),
  skipIndexCreation: boolean("Whether the index must exist. Default: false."),
});
