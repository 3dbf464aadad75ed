using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents a postal address.</summary>
/// <remarks>
/// Mirrors <c>Address</c> on Microsoft's page
/// <see href="https://learn.microsoft.com/partner-center/developer/referral-resources">Referral resources</see>. You can set every property
/// on create and change it with a replace.
/// </remarks>
public sealed record Address : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the first line of the address, with street and number; required.</summary>
    [JsonPropertyName("addressLine1")]
    public string? AddressLine1 { get; init => field = _content.Keep(value, 0); }

    /// <summary>Gets the second line of the address; null or empty if there is none.</summary>
    [JsonPropertyName("addressLine2")]
    public string? AddressLine2 { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets the city; required.</summary>
    [JsonPropertyName("city")]
    public string? City { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets the state or province.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets the postal code.</summary>
    [JsonPropertyName("postalCode")]
    public string? PostalCode { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets the country as a two-letter code (ISO 3166-1); required.</summary>
    [JsonPropertyName("country")]
    public string? Country { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets the region.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init => field = _content.Keep(value, 6); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "Address";
}
