using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Specifies the substatus of a referral, which refines its <see cref="ReferralStatus"/>.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> lists the
/// values except <see cref="Error"/>.
/// </remarks>
/// <param name="value">The text, known or not. It is sent unchanged.</param>
/// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
[JsonConverter(typeof(ExtensibleEnumConverter<ReferralSubstatus>))]
public sealed class ReferralSubstatus(string value) : ExtensibleEnum<ReferralSubstatus>(value), IExtensibleEnum<ReferralSubstatus>
{
    /// <summary>Specifies no substatus.</summary>
    public static ReferralSubstatus None { get; } = new("None");
    /// <summary>Indicates that a new referral waits for an answer. The status is New.</summary>
    public static ReferralSubstatus Pending { get; } = new("Pending");
    /// <summary>Indicates that a new referral was seen but has not been answered yet. The status is New.</summary>
    public static ReferralSubstatus Received { get; } = new("Received");
    /// <summary>Indicates that the referral was accepted. It is the only substatus of the status Active.</summary>
    public static ReferralSubstatus Accepted { get; } = new("Accepted");
    /// <summary>
    /// Indicates that the deal was won. The status is Closed. This state is terminal, except that you can register the deal.
    /// </summary>
    public static ReferralSubstatus Won { get; } = new("Won");
    /// <summary>Indicates that the deal was lost. The status is Closed. This state is terminal.</summary>
    public static ReferralSubstatus Lost { get; } = new("Lost");
    /// <summary>Indicates that the referral was declined. The status is Closed. This state is terminal.</summary>
    public static ReferralSubstatus Declined { get; } = new("Declined");
    /// <summary>
    /// Indicates that the referral was not answered in time (14 days). The status is Closed. The service sets this value, and the state is
    /// terminal.
    /// </summary>
    public static ReferralSubstatus Expired { get; } = new("Expired");
    /// <summary>Specifies the value <c>Error</c>, which other clients of this API use. It is not known when the service sets it.</summary>
    public static ReferralSubstatus Error { get; } = new("Error");

    static ReferralSubstatus IExtensibleEnum<ReferralSubstatus>.Create(string value) => new(value);

    static ReferralSubstatus[] IExtensibleEnum<ReferralSubstatus>.Members =>
    [
        None, Pending, Received, Accepted, Won, Lost, Declined, Expired, Error,
    ];
}
