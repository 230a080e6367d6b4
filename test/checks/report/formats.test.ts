/** What each format shows. */
import { describe, expect, it } from "@jest/globals";
import { formatNames, formats } from "../../../checks/report";
import { emptyReport, hostile, reportOfEverything } from "../../support/reports";

describe("text", () => {
  it("begins with the verdict, then shows scopes by layer, then findings with both ends and the fix", () => {
    expect(formats.text(reportOfEverything())).toMatchInlineSnapshot(`
     "FAIL: 1 deployment judged, 1 error, 1 warning, 1 undecided, 1 accepted

     weather-dev (configuration): 1 error, 1 warning, 1 undecided, 1 accepted

       connection "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)"
                         exposed     requested   allowed     advertised  required
         openid          -           yes         no          -           -
         offline_access  -           yes         no          -           -
         weather.read    yes         yes         no          yes         yes
         weather.alert   yes         yes         no          yes         yes

       error  connection-name-invalid
         azapi_resource.connection is named "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
           connection  name: "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)"
                       at azapi_resource.connection.name (infra/main.tf:12:3)
         Fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.

       warning  credentials-in-body
         Connection "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)" has its credentials in body, which Terraform keeps in the state.
           connection  credentials: body
                       at azapi_resource.connection
         Fix: Move properties.credentials to sensitive_body, and leave sensitive_body_version unset: with a version azapi leaves the credentials out of later requests.

       undecided  connection-kind-wrong
         Whether connection "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)" has the category "RemoteTool" cannot be told.
           connection  category: unknown (it is the result of the function lower)
                       at azapi_resource.connection.body.properties.category
         To decide, one would have to know: it is the result of the function lower

       accepted  policy-inactive
         The policy okta_auth_server_policy.all has the status "INACTIVE".
           access policy  status of the policy: "INACTIVE"
                          at test.here
         Fix: Write status = "ACTIVE" in okta_auth_server_policy.all, or take it away.
         Accepted: It is being moved

     Acceptances that no finding needs; take them out:
       accepted-findings.yaml:5:3  gate-missing in weather-dev at test.here
     "
    `);
  });

  it("has colours where they are wanted, and the same words", () => {
    const coloured = formats.text(reportOfEverything(), { colour: true });
    expect(coloured).toContain("\u001b[31mFAIL");
    expect(
      coloured
        .split("\u001b")
        .map((part) => part.replace(/^\[\d+m/, ""))
        .join(""),
    ).toBe(formats.text(reportOfEverything()));
  });
});

describe("json", () => {
  it("says everything", () => {
    const report: unknown = JSON.parse(formats.json(reportOfEverything()));
    expect(report).toMatchObject({
      version: 1,
      verdict: "fail",
      counts: { errors: 1, warnings: 1, undecided: 1, accepted: 1 },
      needlessAcceptances: [{ rule: "gate-missing", line: 5 }],
    });
  });
});

describe("github", () => {
  it("annotates what is open, at its place", () => {
    expect(formats.github(reportOfEverything())).toMatchInlineSnapshot(`
     "::error file=infra/main.tf,line=12,col=3,title=connection-name-invalid::weather-dev: azapi_resource.connection is named "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.%0Aconnection: name "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)" (azapi_resource.connection.name)%0AFix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.
     ::warning title=credentials-in-body::weather-dev: Connection "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)" has its credentials in body, which Terraform keeps in the state.%0Aconnection: credentials body (azapi_resource.connection)%0AFix: Move properties.credentials to sensitive_body, and leave sensitive_body_version unset: with a version azapi leaves the credentials out of later requests.
     ::notice title=connection-kind-wrong::weather-dev: Whether connection "x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)" has the category "RemoteTool" cannot be told.%0Aconnection: category unknown (it is the result of the function lower) (azapi_resource.connection.body.properties.category)%0ATo decide, one would have to know: it is the result of the function lower
     ::warning file=accepted-findings.yaml,line=5,col=3,title=needless acceptance::No finding of gate-missing at test.here needs this acceptance.
     FAIL: 1 deployment judged, 1 error, 1 warning, 1 undecided, 1 accepted
     "
    `);
  });

  it("cannot be made to run another command", () => {
    const commands = formats
      .github(reportOfEverything())
      .split("\n")
      .filter((line) => line.startsWith("::"));
    expect(commands.map((line) => line.split(" ")[0])).toEqual(["::error", "::warning", "::notice", "::warning"]);
  });
});

describe("markdown", () => {
  it("is fit for a comment", () => {
    expect(formats.markdown(reportOfEverything())).toMatchInlineSnapshot(`
     "## FAIL: 1 deployment judged, 1 error, 1 warning, 1 undecided, 1 accepted

     ### weather-dev

     Connection \`\`"x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)"\`\`:

     | scope | exposed | requested | allowed | advertised | required |
     | --- | --- | --- | --- | --- | --- |
     | \`openid\` | - | yes | no | - | - |
     | \`offline_access\` | - | yes | no | - | - |
     | \`weather.read\` | yes | yes | no | yes | yes |
     | \`weather.alert\` | yes | yes | no | yes | yes |

     **error** [\`connection-name-invalid\`](https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/projects/connections): azapi\\_resource.connection is named "x\\\`\\|\\<img src=x\\>\\\\u001b\\[31m\\\\n::error::&#64;everyone\\](https://evil.example)", and Foundry takes 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.

     - connection: name \`\`"x\`|<img src=x>\\u001b[31m\\n::error::@everyone](https://evil.example)"\`\` at \`azapi_resource.connection.name (infra/main.tf:12:3)\`

     Fix: Write a name of 3 to 33 letters, digits, hyphens and underscores, with a letter or digit first.

     **warning** [\`credentials-in-body\`](https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource): Connection "x\\\`\\|\\<img src=x\\>\\\\u001b\\[31m\\\\n::error::&#64;everyone\\](https://evil.example)" has its credentials in body, which Terraform keeps in the state.

     - connection: credentials \`body\` at \`azapi_resource.connection\`

     Fix: Move properties.credentials to sensitive\\_body, and leave sensitive\\_body\\_version unset: with a version azapi leaves the credentials out of later requests.

     **undecided** [\`connection-kind-wrong\`](https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication): Whether connection "x\\\`\\|\\<img src=x\\>\\\\u001b\\[31m\\\\n::error::&#64;everyone\\](https://evil.example)" has the category "RemoteTool" cannot be told.

     - connection: category \`unknown (it is the result of the function lower)\` at \`azapi_resource.connection.body.properties.category\`

     To decide, one would have to know: it is the result of the function lower

     **accepted** [\`policy-inactive\`](https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerPolicies/): The policy okta\\_auth\\_server\\_policy.all has the status "INACTIVE".

     - access policy: status of the policy \`"INACTIVE"\` at \`test.here\`

     Fix: Write status = "ACTIVE" in okta\\_auth\\_server\\_policy.all, or take it away.
     Accepted: It is being moved

     Acceptances that no finding needs; take them out:

     - \`accepted-findings.yaml:5:3\`: \`gate-missing\` in weather-dev at \`test.here\`
     "
    `);
  });
});

describe.each(formatNames)("%s", (name) => {
  it("shows nothing raw that somebody else wrote", () => {
    const shown = formats[name](reportOfEverything());
    expect(shown).not.toContain("\u001b");
    expect(shown).not.toContain(hostile);
    expect(shown).not.toMatch(/^::error::@everyone/m);
  });

  it("says so where nothing is found", () => {
    const shown = formats[name](emptyReport());
    expect(shown).toMatch(name === "sarif" ? /"results": \[\]/ : /pass/i);
    expect(shown.endsWith("\n")).toBe(true);
  });
});
