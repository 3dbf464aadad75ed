using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides invented referrals in the service's form, with every key of wire contract 3 in its order.</summary>
public static class ReferralJson
{
    public const string Id = "3f6b2c1e-0000-4000-8000-000000000001";
    public const string EngagementId = "7a1d9e44-0000-4000-8000-0000000000ee";
    public const string ETag = "\"0a00b1c2-0000-0100-0000-65f000000000\"";

    /// <summary>Gets one referral as the response to a get.</summary>
    public static string Full => """
        {
          "@odata.context": "https://api.partner.microsoft.com/v1.0/engagements/referrals/$metadata#Referrals/$entity",
          "id": "3f6b2c1e-0000-4000-8000-000000000001",
          "engagementId": "7a1d9e44-0000-4000-8000-0000000000ee",
          "name": "Fabrikam data platform",
          "organizationId": "51b0c7d2-0000-4000-8000-00000000000a",
          "organizationName": "Contoso",
          "lastModifiedVia": null,
          "lastRunId": null,
          "externalReferenceId": "",
          "createdDateTime": "2024-03-12T09:15:30.1234567Z",
          "updatedDateTime": "2024-03-14T10:00:00.123456Z",
          "expirationDateTime": null,
          "status": "Active",
          "substatus": "Accepted",
          "statusReason": null,
          "qualification": "SalesQualified",
          "type": "Shared",
          "referralSource": null,
          "eTag": "\"0a00b1c2-0000-0100-0000-65f000000000\"",
          "favorite": false,
          "campaignId": "",
          "salesStage": "100",
          "quality": "Unknown",
          "isSpam": false,
          "direction": "Incoming",
          "mpnId": "1234567",
          "referralProgram": null,
          "dealSensitivity": "None",
          "createdVia": null,
          "tags": [],
          "acceptedDateTime": "2024-03-12T09:15:30.124Z",
          "closedDateTime": null,
          "callToAction": null,
          "registrationStatus": "ReviewPending",
          "target": [ { "type": "SolutionProfile", "id": "SOL-12345-ABC" } ],
          "customerProfile": {
            "name": "Fabrikam &amp; Sons",
            "size": "10to50employees",
            "isMatchingComplete": true,
            "address": {
              "addressLine1": "1 Sample Street",
              "addressLine2": "",
              "city": "Sampleton",
              "state": null,
              "postalCode": "12345",
              "country": "US",
              "region": null
            },
            "team": [
              {
                "firstName": "Ada",
                "lastName": "Example",
                "phoneNumber": "5550100",
                "email": "ada@fabrikam.example.com",
                "title": null,
                "contactPreference": { "locale": "en-US", "disableNotifications": false }
              }
            ],
            "ids": [ { "profileType": "Duns", "id": "000000001" } ]
          },
          "consent": {
            "consentToToShareInfoWithOthers": true,
            "consentToContact": true,
            "consentToShareReferralWithMicrosoftSellers": true
          },
          "details": {
            "notes": "Moves its warehouse <b>this year</b>.",
            "dealValue": 125000.50,
            "currency": "USD",
            "closingDateTime": "2024-09-30T00:00:00Z",
            "customerRequestedContact": null,
            "customerAction": null,
            "incentiveLevel": null,
            "requirements": {
              "industries": [ { "id": "Communications & Media" } ],
              "products": [ { "id": "Azure" } ],
              "services": [ { "id": "IPServices(ISV)" } ],
              "solutions": [
                {
                  "id": "SOL-12345-ABC",
                  "name": "Contoso Data Hub",
                  "type": "Name",
                  "price": null,
                  "quantity": null,
                  "currency": null,
                  "publisherName": null,
                  "solutionType": "3P",
                  "closingDateTime": null
                }
              ],
              "offers": [],
              "salesPlays": [],
              "additionalRequirements": {
                "iot": {
                  "customerLicenseAgreementNumber": null,
                  "deviceCategory": null,
                  "siliconType": null,
                  "azureCertifiedDevice": false,
                  "attachServices": false
                },
                "attributes": [ { "type": "CustomerMarketplaceIntent", "id": "HaveNotDecided" } ]
              }
            }
          },
          "team": [
            {
              "firstName": "Ben",
              "lastName": "Sample",
              "phoneNumber": "5550101",
              "email": "ben@contoso.example.com",
              "title": "Account manager",
              "contactPreference": null
            }
          ],
          "inviteContext": {
            "notes": "Please help with the demo.",
            "assistanceRequestCode": "ProofOfConceptOrDemo",
            "invitedMpnId": null,
            "invitedBy": { "organizationId": "51b0c7d2-0000-4000-8000-00000000000a", "organizationName": null }
          },
          "links": {
            "relatedReferrals": {
              "uri":
                "https://api.partner.microsoft.com/v1.0/engagements/referrals?$filter=engagementId eq 7a1d9e44-0000-4000-8000-0000000000ee",
              "method": "GET"
            },
            "self": {
              "uri": "https://api.partner.microsoft.com/v1.0/engagements/referrals/3f6b2c1e-0000-4000-8000-000000000001",
              "method": "GET"
            }
          },
          "trackingInfo": {
            "microsoftMsxId": null,
            "microsoftUSFedOpportunityId": null,
            "microsoftUSFedLeadId": null,
            "migratedPSCDealId": null,
            "migratedPSCPartnerDealId": null
          },
          "registrations": [
            {
              "id": "9c0e55aa-0000-4000-8000-00000000000f",
              "registrationDateTime": "2024-04-01T08:00:00Z",
              "status": "ReviewPending",
              "statusReason": null,
              "contract": {
                "value": 125000,
                "currency": "USD",
                "startDateTime": "2024-04-01T00:00:00Z",
                "endDateTime": "2027-03-31T00:00:00Z",
                "signDateTime": "2024-03-30T00:00:00Z",
                "term": "Finite"
              },
              "solutionDetails": [
                {
                  "id": "SOL-12345-ABC",
                  "name": "Contoso Data Hub",
                  "value": 125000,
                  "isDeployedOnAzure": true,
                  "primaryDeploymentOn": "Customer",
                  "pricingModel": "PayAsYouGo",
                  "marketplaceTransactionDetails": {
                    "isMarketplaceTransacted": true,
                    "marketplaceTransactionDateTime": "2024-04-01T07:30:00Z"
                  }
                }
              ],
              "statusHistory": {
                "reviewPendingDateTime": "2024-04-01T08:00:00Z",
                "actionRequiredDateTime": null,
                "passedDateTime": null,
                "failedDateTime": null,
                "approvedDateTime": null
              }
            }
          ]
        }
        """;

    /// <summary>Returns the full referral with changes.</summary>
    public static string FullWith(Action<JsonObject> change)
    {
        JsonObject referral = JsonNode.Parse(Full)!.AsObject();
        change(referral);
        return referral.ToJsonString();
    }

    /// <summary>Returns the full referral with one member set: <c>FullWith("details.dealValue", 1)</c>.</summary>
    public static string FullWith(string path, JsonNode? value) => FullWith(referral =>
    {
        string[] names = path.Split('.');
        JsonObject owner = names[..^1].Aggregate(referral, (at, name) => at[name]!.AsObject());
        owner[names[^1]] = value;
    });

    /// <summary>Returns a page of the collection (wire contract 2.1).</summary>
    public static string Page(IEnumerable<string> referrals, string? nextLink = null, long? count = null)
    {
        var page = new JsonObject { ["@odata.context"] = "http://api.partner.microsoft.com/v1.0/$metadata#Referrals" };
        if (count is not null)
        {
            page["@odata.count"] = count;
        }

        page["value"] = new JsonArray([.. referrals.Select(referral =>
        {
            JsonObject item = JsonNode.Parse(referral)!.AsObject();
            item.Remove("@odata.context");
            return item;
        })]);
        if (nextLink is not null)
        {
            page["@odata.nextLink"] = nextLink;
        }

        return page.ToJsonString();
    }
}
