import { z } from "zod";

import { line, section, whole } from "../values";
import { backend, boolean, credential, required, text, texts } from "./settings";

/** State in Google Cloud Storage. */
export const gcs = backend("gcs", "State in an object of Google Cloud Storage.", {
  bucket: required("Name of the bucket."),
  prefix: text("Folder of the object. Each deployment needs its own. Default: the top of the bucket."),
  credentials: credential("the environment variable GOOGLE_BACKEND_CREDENTIALS or GOOGLE_CREDENTIALS"),
  accessToken: credential("the environment variable GOOGLE_OAUTH_ACCESS_TOKEN"),
  encryptionKey: credential("the environment variable GOOGLE_ENCRYPTION_KEY"),
  kmsEncryptionKey: text("Cloud KMS key that encrypts the object. Default: Google's own key."),
  impersonateServiceAccount: text(
    "Service account to act as. Default: GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT, else none.",
  ),
  impersonateServiceAccountDelegates: texts("Service accounts between the caller and that one. Default: none."),
  storeageCustomEndpoint: text(
    "Address of the storage service, spelled as cdktf does. Default: GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT, else Google's.",
  ),
});

/** State in Alibaba Cloud OSS. */
export const oss = backend("oss", "State in an object of Alibaba Cloud OSS.", {
  bucket: required("Name of the bucket."),
  prefix: text("Folder of the object. Default: env:."),
  key: text("Name of the object. Each deployment needs its own. Default: terraform.tfstate."),
  region: text("Region of the bucket. Default: ALICLOUD_REGION."),
  endpoint: text("Address of OSS. Default: ALICLOUD_OSS_ENDPOINT, else that of the region."),
  encrypt: boolean("Whether the object is encrypted at rest. Default: false."),
  acl: text("Access control list of the object. Default: private."),
  tablestoreEndpoint: text("Address of the Tablestore instance that holds the lock. Default: no lock."),
  tablestoreTable: text("Tablestore table that holds the lock. Default: no lock."),
  stsEndpoint: text("Address of STS. Default: that of the region."),
  accessKey: credential("the environment variable ALICLOUD_ACCESS_KEY"),
  secretKey: credential("the environment variable ALICLOUD_SECRET_KEY"),
  securityToken: credential("the environment variable ALICLOUD_SECURITY_TOKEN"),
  ecsRoleName: text("RAM role of the ECS instance. Default: none."),
  sharedCredentialsFile: text("Path of a shared credentials file. Default: ~/.aliyun/config.json."),
  profile: text("Profile of the shared credentials file. Default: ALICLOUD_PROFILE."),
  assumeRole: section({
    roleArn: required("ARN of the RAM role to assume."),
    policy: text("Further restriction, a RAM policy as JSON. Default: none."),
    sessionName: text("Name of the session. Default: terraform."),
    sessionExpiration: whole(900, 3600).optional().describe("Seconds until the session expires. Default: 3600."),
  })
    .optional()
    .describe("RAM role to assume. Default: none."),
  assumeRoleRoleArn: text("Older spelling of assumeRole.roleArn."),
  assumeRolePolicy: text("Older spelling of assumeRole.policy."),
  assumeRoleSessionName: text("Older spelling of assumeRole.sessionName."),
  assumeRoleSessionExpiration: whole(900, 3600)
    .optional()
    .describe("Older spelling of assumeRole.sessionExpiration, in seconds."),
});

/** State in Tencent Cloud COS. */
export const cos = backend("cos", "State in an object of Tencent Cloud COS.", {
  bucket: required("Name of the bucket."),
  prefix: text("Folder of the object. Default: the top of the bucket."),
  key: text("Name of the object. Each deployment needs its own. Default: terraform.tfstate."),
  region: text("Region of the bucket. Default: TENCENTCLOUD_REGION."),
  encrypt: boolean("Whether the object is encrypted at rest. Default: true."),
  acl: text("Access control list of the object: private or public-read. Default: private."),
  accelerate: boolean("Whether global acceleration is used. Default: false."),
  endpoint: text("Address of COS. Default: TENCENTCLOUD_ENDPOINT, else that of the region."),
  domain: text("Root domain of the interfaces. Default: TENCENTCLOUD_DOMAIN, else tencentcloudapi.com."),
  secretId: credential("the environment variable TENCENTCLOUD_SECRET_ID"),
  secretKey: credential("the environment variable TENCENTCLOUD_SECRET_KEY"),
  securityToken: credential("the environment variable TENCENTCLOUD_SECURITY_TOKEN"),
  assumeRole: section({
    roleArn: required("ARN of the CAM role to assume."),
    sessionName: required("Name of the session."),
    sessionDuration: whole(0, 43_200).describe("Seconds until the session expires, at most 43200."),
    policy: z
      .record(line("a text"), z.unknown(), { error: "a policy as a map" })
      .optional()
      .describe("Further restriction, a CAM policy. Default: none."),
  })
    .optional()
    .describe("CAM role to assume. Default: none."),
});
