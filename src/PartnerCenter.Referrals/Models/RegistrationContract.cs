using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>The contract of a registered deal.</summary>
/// <remarks>
/// Known from Microsoft's Power Platform connector and real records. May be set when registering and changed; the connector does not
/// change the currency.
/// </remarks>
public sealed record RegistrationContract
{
    /// <summary>The contract's value in <see cref="Currency"/>. May be set and changed.</summary>
    [JsonPropertyName("value")]
    public decimal? Value { get; init; }

    /// <summary>The currency as a code of three letters (ISO 4217). May be set.</summary>
    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    /// <summary>When the contract starts, in UTC. May be set and changed.</summary>
    [JsonPropertyName("startDateTime")]
    public DateTimeOffset? StartDateTime { get; init; }

    /// <summary>When the contract ends, in UTC. May be set and changed.</summary>
    [JsonPropertyName("endDateTime")]
    public DateTimeOffset? EndDateTime { get; init; }

    /// <summary>When the contract was signed, in UTC. May be set and changed.</summary>
    [JsonPropertyName("signDateTime")]
    public DateTimeOffset? SignDateTime { get; init; }

    /// <summary>How long it runs. May be set and changed.</summary>
    [JsonPropertyName("term")]
    public ContractTerm? Term { get; init; }

    /// <summary>What the service sent beyond the members above; kept, and sent back on replace.</summary>
    [JsonInclude, JsonExtensionData]
    internal UnknownMembers? UnknownMembers { get; init; }

    /// <summary>The type's name only: no data.</summary>
    public override string ToString() => "RegistrationContract";
}
