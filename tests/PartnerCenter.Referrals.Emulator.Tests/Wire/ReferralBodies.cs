using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Provides request bodies that follow the skeleton of wire contract 5.2.</summary>
internal static class ReferralBodies
{
    public static JsonObject Deal(string name = "Example deal") => JsonNode.Parse("""
        {
          "type": "Independent",
          "qualification": "SalesQualified",
          "customerProfile": { "name": "Fabrikam", "address": { "addressLine1": "1 Sample St", "city": "Sampleton", "country": "US" },
                               "team": [], "ids": [] },
          "consent": { "consentToToShareInfoWithOthers": true, "consentToContact": true,
                       "consentToShareReferralWithMicrosoftSellers": false },
          "details": { "dealValue": 1000, "currency": "USD", "closingDateTime": "2030-01-31T00:00:00Z",
                       "requirements": { "solutions": [ { "id": "SOL-000-AAA", "type": "Name" } ] } },
          "team": [ { "firstName": "C", "lastName": "D", "phoneNumber": "5550101", "email": "c@example.com" } ]
        }
        """)!.AsObject().With("name", name);

    public static JsonObject InvitationOfMicrosoft(string engagementId) => Invitation(engagementId, "msft")
        .With(
            "consent", Parse("""{ "consentToToShareInfoWithOthers": true, "consentToContact": """
                + """true, "consentToShareReferralWithMicrosoftSellers": true }"""))
        .With("inviteContext", Parse("""{ "notes": "please help", "assistanceRequestCode": "ProofOfConceptOrDemo" }"""));

    public static JsonObject Invitation(string engagementId, string location)
    {
        JsonObject body = Deal().With("engagementId", engagementId).With("type", "Shared")
            .With("target", Parse($$"""[ { "type": "BusinessProfileLocation", "id": "{{location}}" } ]"""));
        body["customerProfile"]!["team"] = Parse(
            """[ { "firstName": "A", "lastName": "B", "phoneNumber": "5550100", "email": "a@example.com" } ]""");
        return body;
    }

    public static JsonObject With(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string name)
    {
        body.Remove(name);
        return body;
    }

    public static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
