using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>Represents the contract of a registered deal.</summary>
/// <remarks>
/// It is known from Microsoft's
/// <see href="https://learn.microsoft.com/connectors/partnercenterref/">Partner Center Referrals connector</see> and from real records.
/// Unless a property states otherwise, you can set it when you register the deal and change it later.
/// </remarks>
public sealed record RegistrationContract : IModel
{
    private readonly ModelContent _content;

    /// <summary>Gets the contract's value in <see cref="Currency"/>.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init => field = _content.Keep(value, 0); }

    /// <summary>
    /// Gets the currency as a three-letter code (ISO 4217). You set it when you register the deal; the connector does not change it later.
    /// </summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init => field = _content.Keep(value, 1); }

    /// <summary>Gets when the contract starts, in UTC.</summary>
    [JsonPropertyName("startDateTime")]
    public DateTimeOffset? StartDateTime { get; init => field = _content.Keep(value, 2); }

    /// <summary>Gets when the contract ends, in UTC.</summary>
    [JsonPropertyName("endDateTime")]
    public DateTimeOffset? EndDateTime { get; init => field = _content.Keep(value, 3); }

    /// <summary>Gets when the contract was signed, in UTC.</summary>
    [JsonPropertyName("signDateTime")]
    public DateTimeOffset? SignDateTime { get; init => field = _content.Keep(value, 4); }

    /// <summary>Gets how long the contract runs.</summary>
    [JsonPropertyName("term")]
    public ContractTerm? Term { get; init => field = _content.Keep(value, 5); }

    /// <summary>Gets the members that the service sent and this model has no property for. A replace sends them back.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers
    {
        get => _content.Unknown;
        init => _content.Unknown = value;
    }

    bool IModel.IsNull(int member) => _content.IsNull(member);

    /// <summary>Returns the type's name, never any data.</summary>
    public override string ToString() => "RegistrationContract";
}
