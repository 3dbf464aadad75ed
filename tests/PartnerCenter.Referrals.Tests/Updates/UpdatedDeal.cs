using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides a deal with unknown members, as the service returns it to an update.</summary>
internal static class UpdatedDeal
{
    public static Referral OneMore(Referral deal) => deal with { Details = deal.Details! with { DealValue = deal.Details.DealValue + 1 } };

    public static string Json(string eTag = "\"1\"", decimal value = 100)
    {
        JsonNode record = JsonNode.Parse($$"""
            {
              "id": "{{ReferralJson.Id}}", "engagementId": "00000000-0000-0000-0000-000000000003", "name": "Old", "type": "Independent",
              "status": "Active", "substatus": "Accepted", "statusReason": null, "direction": "Incoming", "referralProgram": null,
              "customerProfile": { "name": "Fabrikam", "address": { "country": "US" }, "team": [], "isMatchingComplete": false },
              "consent": { "consentToContact": true },
              "details": {
                "dealValue": {{value}}, "notes": "n", "unknown": "kept", "closingDateTime": "2030-01-01T00:00:00Z",
                "requirements": { "solutions": [ { "id": "SOL-1-AAA", "type": "Name" } ] }
              },
              "team": [ { "firstName": "A", "unknown": 1 }, { "firstName": "B", "unknown": 2 } ],
              "inviteContext": { "notes": "x" }, "links": { "self": { "uri": "u", "method": "GET" } }, "unknown": [ 1 ]
            }
            """)!;
        record["eTag"] = eTag;
        return record.ToJsonString();
    }
}
