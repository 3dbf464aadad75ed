using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the contract of a registered deal.</summary>
/// <remarks>
/// It is known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and from real records.
/// Unless a property states otherwise, you can set it when you register the deal and change it later.
/// </remarks>
public sealed record RegistrationContract
{
    private readonly UnknownContent _unknown;

    /// <summary>Gets the contract's value in <see cref="Currency"/>.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init; }

    /// <summary>
    /// Gets the currency as a three-letter code (ISO 4217). You set it when you register the deal; the connector does not change it later.
    /// </summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    /// <summary>Gets when the contract starts, in UTC.</summary>
    [JsonPropertyName("startDateTime")]
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>Gets when the contract ends, in UTC.</summary>
    [JsonPropertyName("endDateTime")]
    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>Gets when the contract was signed, in UTC.</summary>
    [JsonPropertyName("signDateTime")]
    public DateTimeOffset? SignDateTime { get; init; }

    /// <summary>Gets how long the contract runs.</summary>
    [JsonPropertyName("term")]
    public ContractTerm? Term { get; init; }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _unknown.Members;
        init => _unknown = new UnknownContent(value);
    }

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "RegistrationContract";
}
