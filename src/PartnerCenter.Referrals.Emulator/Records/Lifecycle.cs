using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The service's side of a record's life: how it starts, and how an invitation is answered or runs out.</summary>
internal sealed class Lifecycle(Func<string> linkBase, string organizationId, string organizationName)
{
    // Wire contract 4.1 and 5.2.
    private static readonly TimeSpan AnswerPeriod = TimeSpan.FromDays(14);

    private readonly EntityTags _tags = new();

    /// <summary>Gives a new record everything the server owns.</summary>
    public void Start(JsonObject record, Participant participant, string? engagementId, DateTimeOffset now)
    {
        string id = Guid.NewGuid().ToString();
        engagementId ??= Guid.NewGuid().ToString();
        record["id"] = id;
        record["engagementId"] = engagementId;
        record["createdDateTime"] = DateTimeOffsetConverter.Write(now);
        record["direction"] = "Outgoing";

        // Whatever a create says about its status is not where the record comes from (10 #14).
        record["status"] = null;
        record["substatus"] = null;

        // 5.2: invitedBy is the own organization, on the own record too (10 #15).
        record["inviteContext"]!["invitedBy"] = new JsonObject
        {
            ["organizationId"] = organizationId,
            ["organizationName"] = organizationName,
        };
        record["links"]!["relatedReferrals"]!["uri"] = RelatedReferrals(engagementId);
        record["links"]!["self"]!["uri"] = $"{linkBase()}/{id}";
        if (participant == Participant.Self)
        {
            // 1.4: whatever was sent, an own deal starts accepted.
            record["organizationId"] = organizationId;
            record["organizationName"] = organizationName;
            Move(record, StatusTable.StartOfOwnDeal, now);
        }
        else
        {
            // Microsoft's own id and name are those of the 2018 page (5.3); of another partner only its location is known.
            record["organizationId"] = participant == Participant.Microsoft ? NewReferral.MicrosoftId : null;
            record["organizationName"] = participant == Participant.Microsoft ? "Microsoft" : null;
            Move(record, StatusTable.StartOfInvitation, now);
            record["expirationDateTime"] = DateTimeOffsetConverter.Write(now + AnswerPeriod);
        }

        Stamp(record, now);
    }

    /// <summary>Gives a record that a test brought along what it lacks, and nothing else.</summary>
    public void Complete(JsonObject record, DateTimeOffset now)
    {
        Default(record, "id", () => Guid.NewGuid().ToString());
        Default(record, "engagementId", () => Guid.NewGuid().ToString());
        Default(record, "createdDateTime", () => DateTimeOffsetConverter.Write(now));
        Default(record, "updatedDateTime", () => DateTimeOffsetConverter.Write(now));
        Default(record, "eTag", () => _tags.Next(now));
    }

    /// <summary>What every write does (wire contract 6).</summary>
    public void Stamp(JsonObject record, DateTimeOffset now)
    {
        record["updatedDateTime"] = DateTimeOffsetConverter.Write(now);
        record["eTag"] = _tags.Next(now);
    }

    /// <summary>Lets the dates that the server owns follow a change of status.</summary>
    public static void Follow(JsonObject record, ReferralState before, DateTimeOffset now)
    {
        string? status = ReferralState.Of(record).Status;
        if (status == before.Status)
        {
            return;
        }

        if (status == "Active")
        {
            record["acceptedDateTime"] = DateTimeOffsetConverter.Write(now);
        }

        if (status == "Closed")
        {
            record["closedDateTime"] = DateTimeOffsetConverter.Write(now);
        }

        if (status != "New")
        {
            record["expirationDateTime"] = null;
        }
    }

    /// <summary>Microsoft's seller takes an invitation.</summary>
    /// <exception cref="InvalidOperationException">The referral is no invitation of Microsoft, or was answered already.</exception>
    public static void Accept(JsonObject record, DateTimeOffset now)
    {
        RequirePendingForMicrosoft(record);
        Move(record, ReferralState.Accepted, now);
    }

    /// <summary>Microsoft's seller refuses an invitation.</summary>
    /// <exception cref="InvalidOperationException">The referral is no invitation of Microsoft, or was answered already.</exception>
    public static void Decline(JsonObject record, string? reason, DateTimeOffset now)
    {
        RequirePendingForMicrosoft(record);
        Move(record, ReferralState.Declined, now);
        record["statusReason"] = reason;
    }

    /// <summary>Nobody answered in time. The moment is that of the expiration, not that at which somebody looks.</summary>
    public void Expire(JsonObject record, DateTimeOffset expiration)
    {
        Move(record, ReferralState.Expired, expiration);
        Stamp(record, expiration);
    }

    private static void Move(JsonObject record, ReferralState state, DateTimeOffset now)
    {
        ReferralState before = ReferralState.Of(record);
        record["status"] = state.Status;
        record["substatus"] = state.Substatus;
        Follow(record, before, now);
    }

    private static void RequirePendingForMicrosoft(JsonObject record)
    {
        if (!record.ItemsAt("target").Any(target =>
            NewReferral.MicrosoftId.Equals(target.TextAt("id"), StringComparison.OrdinalIgnoreCase)))
        {
            throw new InvalidOperationException(
                $"Referral {record["id"]} is not Microsoft's to answer: its target is not {NewReferral.MicrosoftId}.");
        }

        if (ReferralState.Of(record) is { Status: not "New" } state)
        {
            throw new InvalidOperationException($"Referral {record["id"]} does not wait for an answer: it is {state}.");
        }
    }

    // 2.3 and 2.4: the service writes raw blanks and an unquoted GUID here.
    private string RelatedReferrals(string engagementId) => $"{linkBase()}?$filter=engagementId eq {engagementId}";

    private static void Default(JsonObject record, string name, Func<string> value)
    {
        if (record[name] is null)
        {
            record[name] = value();
        }
    }
}
