using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the customer's id in a company register.</summary>
/// <remarks>
/// Mirrors an item of <c>ids</c> in <c>CustomerProfile</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set both
/// properties.
/// </remarks>
public sealed record CustomerProfileId : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the register that issued the id.</summary>
    [JsonPropertyName("profileType")]
    public CustomerProfileIdType? ProfileType { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the id in that register. It is customer data, so <see cref="ToString"/> does not return it.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "CustomerProfileId";
}
