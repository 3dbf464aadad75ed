using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Implements the service's side of a record's lifecycle: how the record starts, and how an invitation is answered or expires.
/// </summary>
internal sealed class Lifecycle(Func<string> linkBase, string organizationId, string organizationName)
{
    // Wire contract 4.1 and 5.2.
    private static readonly TimeSpan AnswerPeriod = TimeSpan.FromDays(14);

    private readonly EntityTags _tags = new();

    /// <summary>Sets all members of a new record that the server owns.</summary>
    public void Start(JsonObject record, Participant participant, string? engagementId, DateTimeOffset now)
    {
        string id = Guid.NewGuid().ToString();
        engagementId ??= Guid.NewGuid().ToString();
        record["id"] = id;
        record["engagementId"] = engagementId;
        record["createdDateTime"] = DateTimeOffsetConverter.Write(now);
        record["direction"] = "Outgoing";

        // The status that a create sends must not count as the record's previous status (wire contract 10 #14).
        record["status"] = null;
        record["substatus"] = null;

        // wire contract 5.2: invitedBy is the calling organization, also on that organization's own record (wire contract 10 #15).
        record["inviteContext"]!["invitedBy"] = new JsonObject
        {
            ["organizationId"] = organizationId,
            ["organizationName"] = organizationName,
        };
        record["links"]!["relatedReferrals"]!["uri"] = RelatedReferrals(engagementId);
        record["links"]!["self"]!["uri"] = $"{linkBase()}/{id}";
        if (participant == Participant.Self)
        {
            // wire contract 1.4: the organization's own deal starts as accepted, whatever was sent.
            record["organizationId"] = organizationId;
            record["organizationName"] = organizationName;
            Move(record, StatusTable.StartOfOwnDeal, now);
        }
        else
        {
            // Microsoft's id and name are those of the 2018 page (wire contract 5.3). Of another partner only the location is known.
            record["organizationId"] = participant == Participant.Microsoft ? NewReferral.MicrosoftId : null;
            record["organizationName"] = participant == Participant.Microsoft ? "Microsoft" : null;
            Move(record, StatusTable.StartOfInvitation, now);
            record["expirationDateTime"] = DateTimeOffsetConverter.Write(now + AnswerPeriod);
        }

        Stamp(record, now);
    }

    /// <summary>Fills in the basic members that are missing from a record that a test adds, and changes nothing else.</summary>
    public void Complete(JsonObject record, DateTimeOffset now)
    {
        Default(record, "id", () => Guid.NewGuid().ToString());
        Default(record, "engagementId", () => Guid.NewGuid().ToString());
        Default(record, "createdDateTime", () => DateTimeOffsetConverter.Write(now));
        Default(record, "updatedDateTime", () => DateTimeOffsetConverter.Write(now));
        Default(record, "eTag", () => _tags.Next(now));
    }

    /// <summary>Sets the new <c>updatedDateTime</c> and <c>eTag</c> that every write creates (wire contract 6).</summary>
    public void Stamp(JsonObject record, DateTimeOffset now)
    {
        record["updatedDateTime"] = DateTimeOffsetConverter.Write(now);
        record["eTag"] = _tags.Next(now);
    }

    /// <summary>Updates the dates that the server owns after a change of status.</summary>
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

    /// <summary>Accepts an invitation as Microsoft's seller does.</summary>
    /// <exception cref="InvalidOperationException">
    /// The referral is not an invitation to Microsoft, or it has already been answered.
    /// </exception>
    public static void Accept(JsonObject record, DateTimeOffset now)
    {
        RequirePendingForMicrosoft(record);
        Move(record, ReferralState.Accepted, now);
    }

    /// <summary>Declines an invitation as Microsoft's seller does.</summary>
    /// <exception cref="InvalidOperationException">
    /// The referral is not an invitation to Microsoft, or it has already been answered.
    /// </exception>
    public static void Decline(JsonObject record, string? reason, DateTimeOffset now)
    {
        RequirePendingForMicrosoft(record);
        Move(record, ReferralState.Declined, now);
        record["statusReason"] = reason;
    }

    /// <summary>
    /// Expires an invitation that nobody answered in time. Its dates are those of the expiration, not of the request that finds it expired.
    /// </summary>
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
                $"Referral {record["id"]} is not an invitation to Microsoft: its target is not {NewReferral.MicrosoftId}.");
        }

        if (ReferralState.Of(record) is { Status: not "New" } state)
        {
            throw new InvalidOperationException($"Referral {record["id"]} has already been answered or has expired: it is {state}.");
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
