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

/** State in OpenStack Swift. */
export const swift = backend("swift", "State in OpenStack Swift; Terraform itself has it no more since 1.3.", {
  container: required("Name of the container."),
  archiveContainer: text("Container of former states. Default: none is kept."),
  stateName: text("Name of the object. Each deployment needs its own. Default: tfstate.tf."),
  expireAfter: text("How long former states are kept, as in 1d. Default: for ever."),
  authUrl: text("Address of the identity service. Default: OS_AUTH_URL."),
  cloud: text("Entry of clouds.yaml. Default: OS_CLOUD."),
  regionName: text("Region. Default: OS_REGION_NAME."),
  userName: text("Name of the user. Default: OS_USERNAME."),
  userId: text("Id of the user. Default: OS_USER_ID."),
  password: credential("the environment variable OS_PASSWORD"),
  applicationCredentialId: text("Id of an application credential. Default: OS_APPLICATION_CREDENTIAL_ID."),
  applicationCredentialName: text("Name of an application credential. Default: OS_APPLICATION_CREDENTIAL_NAME."),
  applicationCredentialSecret: credential("the environment variable OS_APPLICATION_CREDENTIAL_SECRET"),
  token: credential("the environment variable OS_AUTH_TOKEN"),
  tenantId: text("Id of the project. Default: OS_TENANT_ID."),
  tenantName: text("Name of the project. Default: OS_TENANT_NAME."),
  domainId: text("Id of the domain. Default: OS_DOMAIN_ID."),
  domainName: text("Name of the domain. Default: OS_DOMAIN_NAME."),
  userDomainName: text("Name of the user's domain. Default: OS_USER_DOMAIN_NAME."),
  userDomainId: text("Id of the user's domain. Default: OS_USER_DOMAIN_ID."),
  projectDomainName: text("Name of the project's domain. Default: OS_PROJECT_DOMAIN_NAME."),
  projectDomainId: text("Id of the project's domain. Default: OS_PROJECT_DOMAIN_ID."),
  defaultDomain: text("Domain where no other is given. Default: OS_DEFAULT_DOMAIN."),
  insecure: boolean("Whether certificates are left unchecked. Default: false."),
  cacertFile: text("Path of the certificate authority. Default: OS_CACERT."),
  cert: text("Path of the client certificate. Default: OS_CERT."),
  key: text("Path of the client certificate's key. Default: OS_KEY."),
});
