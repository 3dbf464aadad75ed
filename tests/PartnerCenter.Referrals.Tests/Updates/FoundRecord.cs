using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Provides records in the form in which the service lists them, made from what was sent (wire contract 1.4, 5.2).</summary>
internal static class FoundRecord
{
    public const string Id = "3f6b2c1e-0000-4000-8000-0000000000f1";
    public const string OtherId = "3f6b2c1e-0000-4000-8000-0000000000f2";
    public const string Organization = "51b0c7d2-0000-4000-8000-00000000000a";
    public const string OtherOrganization = "51b0c7d2-0000-4000-8000-0000000000bb";
    public const string Now = "2030-01-01T00:00:00Z";

    /// <summary>Gets the <c>Date</c> header of a response that is sent at the start of the test's clock.</summary>
    public static (string Name, string Value) Date { get; } = ("Date", "Tue, 01 Jan 2030 00:00:00 GMT");

    public static (string Name, string Value) DateOf(DateTimeOffset time) => ("Date", time.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Returns the record of your own organization that the service makes of a draft.</summary>
    public static JsonObject Of(Referral draft, Action<JsonObject>? change = null)
    {
        JsonObject record = JsonSerializer.SerializeToNode(draft, ReferralsJson.ReferralForCreate)!.AsObject();
        record["id"] = Id;
        record["eTag"] = "\"1\"";
        record["engagementId"] ??= ReferralJson.EngagementId;
        record["organizationId"] = Organization;
        record["createdDateTime"] = Now;
        (record["status"], record["substatus"]) = ("Active", "Accepted");
        record["direction"] = "Incoming"; // Real records of an organization's own deals say so (wire contract 10 #15).
        JsonObject context = record["inviteContext"]?.AsObject() ?? [];
        context["invitedBy"] = new JsonObject { ["organizationId"] = Organization };
        record["inviteContext"] = context;
        change?.Invoke(record);
        return record;
    }

    /// <summary>Returns the record of the participant that an invitation makes.</summary>
    public static JsonObject Of(Invitation invitation, Action<JsonObject>? change = null) =>
        Of(invitation.ConnectedTo(Drafts.Stored), record =>
        {
            (record["status"], record["substatus"], record["direction"]) = ("New", "Pending", "Outgoing");
            record["organizationId"] = "msft";
            change?.Invoke(record);
        });

    public static string Page(params IEnumerable<JsonObject> records) => Page(null, records);

    public static string Page(string? nextLink, params IEnumerable<JsonObject> records) => new JsonObject
    {
        ["value"] = new JsonArray([.. records]),
        ["@odata.nextLink"] = nextLink is null ? null : "http://api.partner.microsoft.com/v1.0/referrals" + nextLink,
    }.ToJsonString();
}
