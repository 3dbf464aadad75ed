using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The substatus of a referral, which refines its <see cref="ReferralStatus"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/en-us/partner-center/developer/referral-resources">Referral resources</see>
/// lists the values except <see cref="Error"/>.
/// </remarks>
/// <param name="value">Any text, known or not; it is sent as it is.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralSubstatus>))]
public sealed class ReferralSubstatus(string value) : ExtensibleEnum<ReferralSubstatus>(value), IExtensibleEnum<ReferralSubstatus>
{
    /// <summary>No substatus.</summary>
    public static ReferralSubstatus None { get; } = new("None");
    /// <summary>New: waits for an answer.</summary>
    public static ReferralSubstatus Pending { get; } = new("Pending");
    /// <summary>New: seen, not answered yet.</summary>
    public static ReferralSubstatus Received { get; } = new("Received");
    /// <summary>Active: the only substatus of that status.</summary>
    public static ReferralSubstatus Accepted { get; } = new("Accepted");
    /// <summary>Closed: won. Terminal, except that a deal registration may follow.</summary>
    public static ReferralSubstatus Won { get; } = new("Won");
    /// <summary>Closed: lost. Terminal.</summary>
    public static ReferralSubstatus Lost { get; } = new("Lost");
    /// <summary>Closed: declined. Terminal.</summary>
    public static ReferralSubstatus Declined { get; } = new("Declined");
    /// <summary>Closed: nobody answered in time (14 days); set by the service. Terminal.</summary>
    public static ReferralSubstatus Expired { get; } = new("Expired");
    /// <summary>Seen in other clients of this API; when the service sets it is not known.</summary>
    public static ReferralSubstatus Error { get; } = new("Error");

    static ReferralSubstatus IExtensibleEnum<ReferralSubstatus>.Create(string value) => new(value);

    static ReferralSubstatus[] IExtensibleEnum<ReferralSubstatus>.Members =>
    [
        None, Pending, Received, Accepted, Won, Lost, Declined, Expired, Error,
    ];
}
