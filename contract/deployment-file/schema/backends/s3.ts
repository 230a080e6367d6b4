import { section } from "../values";
import { backend, boolean, credential, number, required, text, textMap, texts } from "./settings";

const endpoints = section({
  dynamodb: text("Address of DynamoDB. Default: that of AWS."),
  iam: text("Address of IAM. Default: that of AWS."),
  s3: text("Address of S3, or of a store with its interface. Default: that of AWS."),
  sso: text("Address of IAM Identity Center. Default: that of AWS."),
  sts: text("Address of STS. Default: that of AWS."),
});

const assumeRole = section({
  roleArn: required("ARN of the IAM role to assume."),
  duration: text("How long the role is assumed, as in 1h30m: from 15m to 12h. Default: 1h."),
  externalId: text("External id that the role's trust policy demands. Default: none."),
  policy: text("Further restriction, an IAM policy as JSON. Default: none."),
  policyArns: texts("Further restrictions, ARNs of IAM policies. Default: none."),
  sessionName: text("Name of the session. Default: one is made up."),
  sourceIdentity: text("Source identity of the session. Default: none."),
  tags: textMap("Tags of the session. Default: none."),
  transitiveTagKeys: texts("Keys of tags that pass on to a chained role. Default: none."),
});

const assumeRoleWithWebIdentity = section({
  roleArn: text("ARN of the IAM role to assume. Default: AWS_ROLE_ARN."),
  duration: text("How long the role is assumed, as in 1h30m. Default: 1h."),
  policy: text("Further restriction, an IAM policy as JSON. Default: none."),
  policyArns: texts("Further restrictions, ARNs of IAM policies. Default: none."),
  sessionName: text("Name of the session. Default: AWS_ROLE_SESSION_NAME, else one is made up."),
  webIdentityToken: credential(
    "the file that webIdentityTokenFile or the environment variable AWS_WEB_IDENTITY_TOKEN_FILE names",
  ),
  webIdentityTokenFile: text(
    "Path of a file with the identity provider's token. Default: AWS_WEB_IDENTITY_TOKEN_FILE.",
  ),
});

/** State in an S3 bucket. */
export const s3 = backend("s3", "State in an object of Amazon S3.", {
  bucket: required("Name of the bucket."),
  key: required("Name of the object, such as weather-okta-dev.tfstate. Each deployment needs its own."),
  region: text("AWS region of the bucket. Default: AWS_REGION."),
  encrypt: boolean("Whether the object is encrypted at rest. Default: false."),
  dynamodbTable: text("DynamoDB table that holds the lock. Default: no lock."),
  kmsKeyId: text("ARN of the KMS key that encrypts the object. Default: S3's own key."),
  acl: text("Canned access control list of the object. Default: none."),
  workspaceKeyPrefix: text("Prefix of the objects of other workspaces than the default one. Default: env:."),
  accessKey: credential("the environment variable AWS_ACCESS_KEY_ID"),
  secretKey: credential("the environment variable AWS_SECRET_ACCESS_KEY"),
  token: credential("the environment variable AWS_SESSION_TOKEN"),
  sseCustomerKey: credential("the environment variable AWS_SSE_CUSTOMER_KEY"),
  profile: text("Profile of the shared configuration files. Default: AWS_PROFILE."),
  sharedConfigFiles: texts("Paths of shared configuration files. Default: ~/.aws/config."),
  sharedCredentialsFiles: texts("Paths of shared credentials files. Default: ~/.aws/credentials."),
  sharedCredentialsFile: text("Path of one shared credentials file; older spelling of sharedCredentialsFiles."),
  assumeRole: assumeRole.optional().describe("IAM role to assume. Default: none."),
  assumeRoleWithWebIdentity: assumeRoleWithWebIdentity
    .optional()
    .describe("IAM role to assume with a token of another identity provider. Default: none."),
  roleArn: text("ARN of the IAM role to assume; older spelling of assumeRole.roleArn."),
  assumeRolePolicy: text("Older spelling of assumeRole.policy."),
  assumeRolePolicyArns: texts("Older spelling of assumeRole.policyArns."),
  assumeRoleTags: textMap("Older spelling of assumeRole.tags."),
  assumeRoleTransitiveTagKeys: texts("Older spelling of assumeRole.transitiveTagKeys."),
  externalId: text("Older spelling of assumeRole.externalId."),
  sessionName: text("Older spelling of assumeRole.sessionName."),
  allowedAccountIds: texts("AWS accounts that may be used. Default: any."),
  forbiddenAccountIds: texts("AWS accounts that must not be used. Default: none."),
  endpoints: endpoints.optional().describe("Addresses of AWS services. Default: those of AWS."),
  endpoint: text("Older spelling of endpoints.s3."),
  dynamodbEndpoint: text("Older spelling of endpoints.dynamodb."),
  iamEndpoint: text("Older spelling of endpoints.iam."),
  stsEndpoint: text("Older spelling of endpoints.sts."),
  stsRegion: text("AWS region of STS. Default: that of the bucket."),
  usePathStyle: boolean("Whether the bucket stands in the path and not in the host name. Default: false."),
  forcePathStyle: boolean("Older spelling of usePathStyle."),
  customCaBundle: text("Path of a file with further certificate authorities. Default: AWS_CA_BUNDLE."),
  ec2MetadataServiceEndpoint: text("Address of the EC2 metadata service. Default: AWS_EC2_METADATA_SERVICE_ENDPOINT."),
  ec2MetadataServiceEndpointMode: text("How the EC2 metadata service is reached: IPv4 or IPv6. Default: IPv4."),
  httpProxy: text("Proxy for HTTP. Default: HTTP_PROXY."),
  httpsProxy: text("Proxy for HTTPS. Default: HTTPS_PROXY."),
  noProxy: text("Hosts that are reached without proxy, separated by commas. Default: NO_PROXY."),
  insecure: boolean("Whether certificates are left unchecked. Default: false."),
  maxRetries: number("How often a request is repeated. Default: 5."),
  retryMode: text("How requests are repeated: standard or adaptive. Default: standard."),
  skipCredentialsValidation: boolean("Whether credentials are used without asking STS. Default: false."),
  skipMetadataApiCheck: boolean("Whether the EC2 metadata service is left alone. Default: false."),
  skipRegionValidation: boolean("Whether any text is taken as region. Default: false."),
  skipRequestingAccountId: boolean("Whether the account id is not asked for. Default: false."),
  skipS3Checksum: boolean("Whether uploads carry no checksum. Default: false."),
  useLegacyWorkflow: boolean("Whether credentials are looked for in the order of older Terraform versions."),
});
