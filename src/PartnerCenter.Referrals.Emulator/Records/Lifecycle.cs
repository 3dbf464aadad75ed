using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The service's side of a record's life: how it starts, and how an invitation is answered or runs out.</summary>
internal sealed class Lifecycle(Func<Uri> endpoint, string organizationId, string organizationName)
{
    // Wire contract 4.1 and 5.2.
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromDays(14);

    private readonly EntityTags _tags = new();

    /// <summary>Gives a new record everything the server owns.</summary>
    public void Start(JsonObject record, Participant participant, string? engagementId, DateTimeOffset now)
    {
        string id = Guid.NewGuid().ToString();
        engagementId ??= Guid.NewGuid().ToString();
        record["id"] = id;
        record["engagementId"] = engagementId;
        record["createdDateTime"] = WireDate.Write(now);
        record["direction"] = "Outgoing";

        // 5.2: invitedBy is the own organization, on the own record too (10 #15).
        record["inviteContext"]!["invitedBy"] = new JsonObject
        {
            ["organizationId"] = organizationId,
            ["organizationName"] = organizationName,
        };
        record["links"]!["relatedReferrals"]!["uri"] = RelatedReferrals(engagementId);
        record["links"]!["self"]!["uri"] = $"{endpoint()}/{id}";
        if (participant == Participant.Self)
        {
            // 1.4: whatever was sent, an own deal starts accepted.
            record["organizationId"] = organizationId;
            record["organizationName"] = organizationName;
            Move(record, "Active", "Accepted", now);
            record["acceptedDateTime"] = WireDate.Write(now);
        }
        else
        {
            // Microsoft's own id and name are those of the 2018 page (5.3); of another partner only its location is known.
            record["organizationId"] = participant == Participant.Microsoft ? NewReferral.MicrosoftId : null;
            record["organizationName"] = participant == Participant.Microsoft ? "Microsoft" : null;
            Move(record, "New", "Pending", now);
            record["expirationDateTime"] = WireDate.Write(now + TimeToAnswer);
        }
    }

    /// <summary>Gives a record that a test brought along what it lacks, and nothing else.</summary>
    public void Complete(JsonObject record, DateTimeOffset now)
    {
        Default(record, "id", () => Guid.NewGuid().ToString());
        Default(record, "engagementId", () => Guid.NewGuid().ToString());
        Default(record, "createdDateTime", () => WireDate.Write(now));
        Default(record, "updatedDateTime", () => WireDate.Write(now));
        Default(record, "eTag", () => _tags.Next(now));
    }

    public void Accept(JsonObject record, DateTimeOffset now)
    {
        Move(record, "Active", "Accepted", now);
        record["acceptedDateTime"] = WireDate.Write(now);
        record["expirationDateTime"] = null;
    }

    public void Decline(JsonObject record, string? reason, DateTimeOffset now)
    {
        Close(record, "Declined", now);
        record["statusReason"] = reason;
    }

    /// <summary>Nobody answered in time. The moment is that of the expiration, not that at which somebody looks.</summary>
    public void Expire(JsonObject record, DateTimeOffset expiration) => Close(record, "Expired", expiration);

    private void Close(JsonObject record, string substatus, DateTimeOffset now)
    {
        Move(record, "Closed", substatus, now);
        record["closedDateTime"] = WireDate.Write(now);
        record["expirationDateTime"] = null;
    }

    private void Move(JsonObject record, string status, string substatus, DateTimeOffset now)
    {
        record["status"] = status;
        record["substatus"] = substatus;
        record["updatedDateTime"] = WireDate.Write(now);
        record["eTag"] = _tags.Next(now);
    }

    // 2.3 and 2.4: the service writes raw blanks and an unquoted GUID here.
    private string RelatedReferrals(string engagementId) => $"{endpoint()}?$filter=engagementId eq {engagementId}";

    private static void Default(JsonObject record, string name, Func<string> value)
    {
        if (record[name] is null)
        {
            record[name] = value();
        }
    }
}
