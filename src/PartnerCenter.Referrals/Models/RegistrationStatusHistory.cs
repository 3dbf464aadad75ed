using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Describes when a registration reached each status.</summary>
/// <remarks>
/// Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see> does not
/// list these members; they are known from real records. The service sets them. A time is null if the registration has not reached the
/// status.
/// </remarks>
public sealed record RegistrationStatusHistory : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets when the review began, in UTC.</summary>
    [JsonPropertyName("reviewPendingDateTime")]
    public DateTimeOffset? ReviewPendingDateTime { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets when the partner was asked to act, in UTC.</summary>
    [JsonPropertyName("actionRequiredDateTime")]
    public DateTimeOffset? ActionRequiredDateTime { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets when the registration passed, in UTC.</summary>
    [JsonPropertyName("passedDateTime")]
    public DateTimeOffset? PassedDateTime { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets when the registration failed, in UTC.</summary>
    [JsonPropertyName("failedDateTime")]
    public DateTimeOffset? FailedDateTime { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets when the registration was approved, in UTC.</summary>
    [JsonPropertyName("approvedDateTime")]
    public DateTimeOffset? ApprovedDateTime { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "RegistrationStatusHistory";
}
